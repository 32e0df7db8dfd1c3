/**
 * Syntax that is parsed in addition to CommonMark with tables and strikethrough, with its description for settings and
 * docs.
 */
export const MARKDOWN_EXTENSIONS = [
  'alerts',
  'attributes',
  'containers',
  'definitions',
  'east-asian-emphasis',
  'emoji',
  'footnotes',
  'formulas',
  'tasks',
  'templates',
  'toc',
] as const

export type MarkdownExtension = (typeof MARKDOWN_EXTENSIONS)[number]
