/** How long after its release an article is in the news sitemap: Google takes two days, in milliseconds. */
export const NEWS_WINDOW_MS = 2 * 24 * 60 * 60 * 1000
