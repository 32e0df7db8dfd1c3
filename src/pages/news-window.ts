/** Time in milliseconds after its release for which an article is in the news sitemap; Google accepts two days. */
export const NEWS_WINDOW_MS = 2 * 24 * 60 * 60 * 1000
