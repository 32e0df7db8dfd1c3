import MarkdownIt from 'markdown-it'

/** CommonMark with tables and strikethrough; HTML passes through, to be sanitised afterwards. Stateless between calls. */
const MARKDOWN = renderer()

function renderer() {
  const markdown = new MarkdownIt('default', { html: true, linkify: false, typographer: false })
  // Which links may stay is for the sanitiser to say; refused here, they would be shown as their source.
  markdown.validateLink = () => true
  // It also repairs addresses and makes them absolute, and for this must see them as the author wrote them.
  markdown.normalizeLink = (address) => address
  return markdown
}

/** The HTML of a Markdown text, not sanitised. */
export function markdownToHtml(markdown: string): string {
  return MARKDOWN.render(markdown, {})
}

/** One line of Markdown as plain text: emphasis, links and code lose their marks, images become their alternative text. */
export function inlineText(markdown: string): string {
  const [block] = MARKDOWN.parseInline(markdown, {})
  let text = ''
  for (const token of block?.children ?? []) {
    if (token.type === 'softbreak' || token.type === 'hardbreak') text += ' '
    else if (token.type !== 'html_inline') text += token.content
  }
  return text
}
