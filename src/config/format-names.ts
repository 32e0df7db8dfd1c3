/** Names of the formats a feed can be published in, in the order in which they are listed. */
export const FORMAT_NAMES = ['rss', 'atom', 'json'] as const
