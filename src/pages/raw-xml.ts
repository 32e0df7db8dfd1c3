/**
 * `feed-style.css`, for sites that show the raw XML of RSS and Atom to people by an `xml-stylesheet` instruction. CSS can
 * make no link and show no HTML, and browsers apply it to `application/xml` only, so the page of the feed says more.
 */
export const RAW_XML_CSS = `@namespace atom "http://www.w3.org/2005/Atom";

rss, atom|feed {
  color-scheme: light dark;
  display: block;
  max-width: 42rem;
  margin: 0 auto;
  padding: 1.5rem;
  font: 100%/1.5 system-ui, sans-serif;
  overflow-wrap: anywhere;
}

rss *, atom|feed * { display: none; }

channel, item, item > title, item > description, item > link, item > pubDate,
channel > title, channel > description,
atom|feed > atom|title, atom|feed > atom|subtitle,
atom|entry, atom|entry > atom|title, atom|entry > atom|summary, atom|entry > atom|published {
  display: block;
}

channel > title, atom|feed > atom|title { font-size: 2rem; font-weight: 700; line-height: 1.2; }
item, atom|entry { margin-top: 1.5rem; padding-top: 1.5rem; border-top: 1px solid GrayText; }
item > title, atom|entry > atom|title { font-size: 1.25rem; font-weight: 700; }
item > link, item > pubDate, atom|entry > atom|published { font-size: 0.875rem; opacity: 0.8; }
`
