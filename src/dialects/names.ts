/** Names of dialects in settings; `index.ts` has the dialects. */
export const DIALECT_NAMES = [
  'astro',
  'docusaurus',
  'eleventy',
  'gatsby',
  'hexo',
  'hugo',
  'jekyll',
  'next',
  'nikola',
  'obsidian',
  'pelican',
  'vitepress',
  'zola',
] as const

export type DialectName = (typeof DIALECT_NAMES)[number]
