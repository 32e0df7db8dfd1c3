/** Dialects as settings name them; `index.ts` has them. */
export const DIALECT_NAMES = ['astro', 'docusaurus', 'eleventy', 'hugo', 'jekyll', 'obsidian'] as const

export type DialectName = (typeof DIALECT_NAMES)[number]
