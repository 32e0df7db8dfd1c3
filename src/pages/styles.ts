/**
 * `feeds.css`, the only style sheet of all pages: system fonts, light and dark, from 320 pixels up, print and forced
 * colors. Uses logical properties, so that pages in right-to-left languages are mirrored.
 */
export const FEEDS_CSS = `:root {
  color-scheme: light dark;
  --ground: #ffffff;
  --raised: #f6f5f2;
  --text: #1c1b19;
  --quiet: #5d5a54;
  --line: #d9d6cf;
  --edge: #8a867d;
  --link: #0b5394;
  --accent: #a8400a;
  --on-accent: #ffffff;
  --headline: ui-serif, "Iowan Old Style", "Charter", "Source Serif 4", Georgia, "Liberation Serif", serif;
  --plain: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif;
}

@media (prefers-color-scheme: dark) {
  :root {
    --ground: #141413;
    --raised: #1f1e1c;
    --text: #ecebe6;
    --quiet: #aaa69c;
    --line: #383631;
    --edge: #7d7a72;
    --link: #8fc2f5;
    --accent: #ffab73;
    --on-accent: #2a1200;
  }
}

*, *::before, *::after { box-sizing: border-box; }

html {
  background: var(--ground);
  color: var(--text);
  font: 100%/1.55 var(--plain);
  -webkit-text-size-adjust: 100%;
  text-size-adjust: 100%;
}

body {
  margin: 0 auto;
  max-width: 46rem;
  padding: 0 1.25rem 3rem;
  overflow-wrap: anywhere;
}

h1, h2, h3, p, ul, ol, figure { margin: 0; }
ul, ol { list-style: none; padding: 0; }
img { max-width: 100%; }
small { font-size: 0.8125rem; }

h1, h3 { font-family: var(--headline); font-weight: 650; text-wrap: balance; }
h1 { font-size: clamp(2rem, 1.5rem + 2.5vw, 2.875rem); line-height: 1.12; letter-spacing: -0.01em; }
h2 { font-size: 1.0625rem; line-height: 1.3; font-weight: 700; }
h3 { font-size: 1.3125rem; line-height: 1.28; }
:lang(ar) :is(h1, h2, h3), :lang(fa) :is(h1, h2, h3), :lang(ur) :is(h1, h2, h3) { letter-spacing: 0; line-height: 1.5; }

a { color: var(--link); text-decoration-thickness: 0.0625em; text-underline-offset: 0.18em; }
a:hover { text-decoration-thickness: 0.125em; }
:focus-visible { outline: 0.1875rem solid var(--accent); outline-offset: 0.1875rem; border-radius: 0.125rem; }
[tabindex="-1"]:focus { outline: none; }

.unseen {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}

.skip { position: absolute; inset-inline-start: 0.75rem; top: -6rem; }
.skip:focus {
  top: 0.75rem;
  z-index: 1;
  padding: 0.75rem 1rem;
  background: var(--ground);
  color: var(--link);
}

.top { padding-block: 1rem; border-block-end: 1px solid var(--line); font-size: 0.9375rem; }
.top ol { display: flex; flex-wrap: wrap; align-items: baseline; column-gap: 0.625rem; }
.top li { min-width: 0; }
.top li + li::before { content: "/"; color: var(--quiet); margin-inline-end: 0.625rem; }
.top :is(a, span) { display: inline-block; padding-block: 0.25rem; }
.site { font-weight: 700; color: inherit; text-decoration: none; }
.site:hover { text-decoration: underline; }

.intro { padding-block: 2.25rem 1.75rem; }
.intro > img { display: block; inline-size: auto; block-size: auto; max-block-size: 4rem; margin-block-end: 1.25rem; }
.kind { color: var(--accent); font-size: 0.9375rem; font-weight: 650; margin-block-end: 0.375rem; }
.freshness { color: var(--quiet); font-size: 0.875rem; margin-block-start: 0.5rem; }
.freshness:empty { display: none; }
.mark { vertical-align: -0.15em; fill: var(--accent); }
.mark :is(circle, path) { fill: var(--ground); }
.mark path { fill: none; stroke: var(--ground); stroke-width: 2.6; }
h1 .mark { width: 0.8em; height: 0.8em; vertical-align: -0.04em; }
.description { color: var(--quiet); font-size: 1.125rem; max-width: 38rem; margin-block-start: 0.625rem; text-wrap: pretty; }

.subscribe {
  background: var(--raised);
  border: 1px solid var(--line);
  border-radius: 0.625rem;
  padding: 1.125rem;
}
.subscribe > p { color: var(--quiet); margin-block-start: 0.375rem; text-wrap: pretty; }
.documents { display: grid; gap: 0.875rem; margin-block-start: 1.125rem; }
.documents .label { display: flex; flex-wrap: wrap; align-items: baseline; column-gap: 0.5rem; font-size: 0.9375rem; font-weight: 600; }
.documents small { color: var(--quiet); font-weight: 400; }
.documents code {
  display: block;
  padding: 0.625rem 0.75rem;
  font: 1rem/1.4 var(--plain);
  background: var(--ground);
  border: 1px solid var(--edge);
  border-radius: 0.375rem;
  overflow-wrap: anywhere;
  /* One tap selects it all. */
  -webkit-user-select: all;
  user-select: all;
}
[dir="rtl"] .documents code[dir="ltr"] { text-align: right; }
.subscribe > .documents code { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 1rem; margin-block-start: 0.375rem; font-size: 0.9375rem; }
.actions a, summary { padding-block: 0.25rem; }
.actions button {
  padding: 0.375rem 1rem;
  font: inherit;
  font-weight: 600;
  color: var(--on-accent);
  background: var(--accent);
  border: 1px solid var(--accent);
  border-radius: 0.375rem;
  cursor: pointer;
}
.subscribe details { margin-block-start: 0.875rem; font-size: 0.9375rem; }
summary { cursor: pointer; }
.readers { margin-block-start: 1.125rem; font-size: 0.9375rem; }
.readers p { color: var(--quiet); margin-block-end: 0.5rem; text-wrap: pretty; }
.readers small { color: var(--quiet); }

.choices { display: flex; flex-wrap: wrap; gap: 0.5rem; }
.choices a {
  display: inline-block;
  padding: 0.3125rem 0.9375rem;
  background: var(--ground);
  border: 1px solid var(--edge);
  border-radius: 1.25rem;
  color: var(--text);
  text-decoration: none;
}
.choices a:hover { text-decoration: underline; }

.translations { padding-block-start: 2rem; }
.translations ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin-block-start: 0.375rem; }
.translations a { display: inline-block; padding-block: 0.25rem; }

.latest { padding-block-start: 2.75rem; }
.latest > h2, #feeds h2 { padding-block-end: 0.625rem; border-block-end: 2px solid var(--text); }
.empty { color: var(--quiet); padding-block: 1.25rem; }
.items > li { padding-block: 1.5rem; border-block-end: 1px solid var(--line); }
.items > li:last-child { border: 0; }
.items h3 a { color: inherit; text-decoration: none; }
.items h3 a:hover { text-decoration: underline; }
.items h3 a:visited { color: var(--quiet); }
.byline { display: flex; flex-wrap: wrap; column-gap: 0.5rem; margin-block-start: 0.375rem; color: var(--quiet); font-size: 0.875rem; }
.byline > span { min-width: 0; }
.byline > span:not(:last-child)::after { content: "·"; margin-inline-start: 0.5rem; }
.byline a { color: inherit; }
.items figure { margin-block-start: 0.875rem; }
.items img {
  display: block;
  width: 100%;
  height: auto;
  aspect-ratio: 3 / 2;
  object-fit: cover;
  background: var(--raised);
  border-radius: 0.375rem;
  font-size: 0.8125rem;
  color: var(--quiet);
}
.items figcaption { margin-block-start: 0.3125rem; color: var(--quiet); font-size: 0.8125rem; line-height: 1.4; }
.summary { margin-block-start: 0.625rem; text-wrap: pretty; }

.contents { padding-block-end: 2rem; }
#feeds > section + section { padding-block-start: 2.25rem; }
.feeds { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.375rem 2.5rem; padding-block-start: 1.125rem; }
.feeds > li > p { color: var(--quiet); margin-block-start: 0.1875rem; text-wrap: pretty; }
.formats { display: flex; flex-wrap: wrap; column-gap: 1rem; margin-block-start: 0.1875rem; font-size: 0.875rem; }
.formats a { display: inline-block; padding-block: 0.25rem; }
.names { columns: 13rem; column-gap: 2.5rem; padding-block-start: 0.875rem; }
.names li { break-inside: avoid; }
.names a { display: inline-block; padding-block: 0.25rem; }

footer { margin-block-start: 2rem; padding-block-start: 1.25rem; border-block-start: 1px solid var(--line); color: var(--quiet); font-size: 0.875rem; }
footer p + p { margin-block-start: 0.25rem; }

@media (min-width: 40rem) {
  body { padding-inline: 2rem; }
  .subscribe { padding: 1.5rem 1.75rem; }
  .items article:has(figure) {
    display: grid;
    grid-template: auto auto 1fr / minmax(0, 1fr) 13rem;
    column-gap: 1.75rem;
    align-items: start;
  }
  .items figure { grid-area: 1 / 2 / span 3; margin-block-start: 0.25rem; }
  .feeds { grid-template-columns: repeat(2, minmax(0, 1fr)); }
}

@media (prefers-reduced-motion: no-preference) {
  html { scroll-behavior: smooth; }
}

@media (forced-colors: active) {
  .subscribe > .documents code { border-width: 2px; }
  .mark { forced-color-adjust: none; }
}

@media print {
  :root { color-scheme: light; --ground: #fff; --raised: #fff; --text: #000; --quiet: #333; --line: #999; --link: #000; --accent: #000; }
  body { max-width: none; }
  .skip, .top, .actions, .readers, .contents { display: none; }
  .items > li, .feeds > li { break-inside: avoid; }
  .items h3 a::after { content: " <" attr(href) ">"; font: 0.75rem var(--plain); direction: ltr; unicode-bidi: isolate; }
}
`
