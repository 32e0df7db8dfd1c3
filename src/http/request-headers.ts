/** Headers of feedwright's own requests, except for the accepted codings. */
export const PLAIN_HEADERS = {
  accept:
    'application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1',
  'user-agent': 'feedwright (feed checker)',
}
