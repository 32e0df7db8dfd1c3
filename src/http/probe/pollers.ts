/** A program that polls feeds, with its request headers. */
export interface Poller {
  readonly name: string
  readonly headers: Readonly<Record<string, string>>
}

const NEWSBLUR =
  'NewsBlur Feed Fetcher - 1 subscriber - https://www.newsblur.com/ ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/14.0.1 Safari/605.1.15")'

/** The `Accept` header of SimplePie, which FreshRSS uses. */
const SIMPLEPIE =
  'application/atom+xml, application/rss+xml, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, text/html;q=0.7, unknown/unknown;q=0.1, application/unknown;q=0.1, */*;q=0.1'

/** Services and programs with many subscribers, with the headers in their source code or documentation. */
export const pollers: readonly Poller[] = [
  {
    name: 'Feedly',
    headers: {
      'user-agent': 'Feedly/1.0 (+https://feedly.com/fetcher.html; 1 subscribers; like FeedFetcher-Google)',
      accept: '*/*',
      'accept-encoding': 'gzip',
    },
  },
  {
    name: 'Inoreader',
    headers: {
      'user-agent': 'Mozilla/5.0 (compatible; inoreader.com; 1 subscribers)',
      accept: '*/*',
      'accept-encoding': 'gzip, deflate',
    },
  },
  {
    name: 'NewsBlur',
    headers: {
      'user-agent': NEWSBLUR,
      accept: 'application/atom+xml, application/rss+xml, application/xml;q=0.8, text/xml;q=0.6, */*;q=0.2',
      'accept-encoding': 'gzip, deflate',
      'a-im': 'feed',
    },
  },
  {
    name: 'Feedbin',
    headers: { 'user-agent': 'Feedbin feed-id:1 - 1 subscribers', 'accept-encoding': 'gzip, deflate' },
  },
  {
    name: 'FreshRSS',
    headers: {
      'user-agent': 'FreshRSS/1.29.1 (Linux; https://freshrss.org)',
      accept: SIMPLEPIE,
      'accept-encoding': 'deflate, gzip, br',
    },
  },
  {
    name: 'Miniflux',
    headers: {
      'user-agent': 'Mozilla/5.0 (compatible; Miniflux/2.2.3; +https://miniflux.app)',
      accept:
        'application/xml, application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, text/html, */*;q=0.9',
      'accept-encoding': 'br, gzip',
      connection: 'close',
    },
  },
  {
    name: 'Tiny Tiny RSS',
    headers: {
      'user-agent': 'Tiny Tiny RSS/24.02 (https://tt-rss.org/)',
      accept: '*/*',
      'accept-encoding': 'gzip, deflate',
    },
  },
  {
    name: 'NetNewsWire',
    headers: {
      'user-agent': 'NetNewsWire (RSS Reader; https://netnewswire.com/)',
      accept: '*/*',
      'accept-language': 'en-US,en;q=0.9',
      'accept-encoding': 'gzip, deflate, br',
    },
  },
  {
    name: 'Newsboat',
    headers: {
      'user-agent': 'newsboat/2.21.0 (Linux x86_64)',
      accept: '*/*',
      'accept-encoding': 'gzip, deflate',
      'a-im': 'feed',
    },
  },
  {
    name: 'Thunderbird',
    headers: {
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.3.0',
      accept: '*/*',
      'accept-language': 'en-US,en;q=0.5',
      'accept-encoding': 'gzip, deflate, br',
    },
  },
]
