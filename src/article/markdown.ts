import MarkdownIt from 'markdown-it'
import { textOfInline } from './inline-text.ts'
import { deepText, officeTags, rawHtmlEnds } from './markdown-html.ts'
import { texAsWritten } from './markdown-tex.ts'

/** CommonMark with tables and strikethrough; HTML passes through, to be sanitised afterwards. Stateless between calls. */
const MARKDOWN = renderer()

function renderer() {
  const markdown = new MarkdownIt('default', { html: true, linkify: false, typographer: false })
  // Which links may stay is for the sanitiser to say; refused here, they would be shown as their source.
  markdown.validateLink = () => true
  // It also repairs addresses and makes them absolute, and for this must see them as the author wrote them.
  markdown.normalizeLink = (address) => address
  return markdown.use(officeTags).use(rawHtmlEnds).use(deepText).use(texAsWritten)
}

/** The HTML of a Markdown text, not sanitised. */
export function markdownToHtml(markdown: string): string {
  return MARKDOWN.render(markdown, {})
}

/** One line of Markdown as plain text; see `inline-text.ts`. */
export function inlineText(markdown: string): string {
  return textOfInline(MARKDOWN.parseInline(markdown, {})[0]?.children ?? [])
}
