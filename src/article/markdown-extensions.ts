/** What is read beyond CommonMark with tables and strikethrough, and how the settings and docs explain it. */
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
