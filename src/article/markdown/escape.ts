import { plainLine } from '../text.ts'

/** Converts plain text with blank lines between its paragraphs to Markdown that renders to exactly this text. */
export function escapeText(text: string): string {
  const paragraphs = text.split(/\n{2,}/).filter((paragraph) => paragraph !== '')
  return paragraphs.map(escapeMarkdown).join('\n\n')
}

/** Converts one paragraph of plain text to Markdown that renders to exactly this text. */
export function escapeMarkdown(paragraph: string): string {
  return plainLine(paragraph)
    .replace(/[\\`*_[\]<>&~|$]|:(?=[\w+-]+:)/g, '\\$&')
    .replace(/^[#+=-]/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2')
}
