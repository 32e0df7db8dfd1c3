import createMarkdown, { type MarkdownIt } from 'markdown-it'
import cjkFriendly from 'markdown-it-cjk-friendly'
import definitionLists from 'markdown-it-deflist'
import type { StyleSheet } from '../html/style-sheet.ts'
import type { Site } from '../site.ts'
import { useAttributes, useTableOfContents } from './attributes.ts'
import { withoutShownComments } from './comments.ts'
import { useContainers } from './containers.ts'
import { MARKDOWN_EXTENSIONS, type MarkdownExtension } from './extensions.ts'
import { environmentWith, type RemarkOnText } from './findings.ts'
import { useFootnotes } from './footnotes.ts'
import { deepText, officeTags, rawHtmlEnds } from './html.ts'
import { textOfInline } from './inline-text.ts'
import { withReadableTargets } from './link-targets.ts'
import { useAlerts, useEmoji, useTasks } from './marks.ts'
import { withoutMoreMarkers } from './more-markers.ts'
import { withoutTemplates } from './template-remains.ts'
import { texAsWritten } from './tex.ts'
import { reportUnsupported } from './unsupported.ts'

/** Enables each extension. Templates are removed before the text is parsed as Markdown. */
const EXTENSIONS = {
  alerts: useAlerts,
  attributes: useAttributes,
  containers: useContainers,
  definitions: (markdown: MarkdownIt) => markdown.use(definitionLists),
  'east-asian-emphasis': (markdown: MarkdownIt) => markdown.use(cjkFriendly),
  emoji: useEmoji,
  footnotes: useFootnotes,
  formulas: texAsWritten,
  tasks: useTasks,
  templates: () => {},
  toc: useTableOfContents,
} as const satisfies Record<MarkdownExtension, (markdown: MarkdownIt) => unknown>

/** Renderers by their set of extensions. They have no state between calls. */
const RENDERERS = new Map<string, MarkdownIt>()

function rendererOf(extensions: readonly MarkdownExtension[]): MarkdownIt {
  const name = extensions.join(' ')
  const kept = RENDERERS.get(name)
  if (kept !== undefined) return kept
  const markdown = createMarkdown('default', { html: true, linkify: false, typographer: false })
  // The sanitizer decides which links are allowed; a link rejected here would be shown as its source.
  markdown.validateLink = () => true
  // The sanitizer also repairs addresses and makes them absolute, for which it needs the author's text.
  markdown.normalizeLink = (address) => address
  markdown.use(officeTags).use(rawHtmlEnds).use(deepText)
  for (const extension of extensions) EXTENSIONS[extension](markdown)
  reportUnsupported(markdown)
  RENDERERS.set(name, markdown)
  return markdown
}

/** The site settings that affect Markdown parsing. */
export type MarkdownSite = Pick<Site, 'url' | 'markdown'>

/** Renders a Markdown text to unsanitized HTML. HTML in the text passes through. */
export function markdownToHtml(markdown: string, site: MarkdownSite, remark: RemarkOnText): string {
  const extensions = site.markdown ?? MARKDOWN_EXTENSIONS
  const bare = extensions.includes('templates') ? withoutTemplates(markdown, site.url, remark) : markdown
  const text = withReadableTargets(withoutMoreMarkers(withoutShownComments(bare, remark)))
  return rendererOf(extensions).render(text, environmentWith(remark))
}

/** The plain text of one line of Markdown; see `inline-text.ts`. */
export function inlineText(
  markdown: string,
  site: MarkdownSite,
  remark: RemarkOnText,
  styles?: StyleSheet,
): string {
  const extensions = site.markdown ?? MARKDOWN_EXTENSIONS
  const bare = extensions.includes('templates') ? withoutTemplates(markdown, site.url, remark) : markdown
  const [line] = rendererOf(extensions).parseInline(bare, environmentWith(remark))
  return textOfInline(line?.children ?? [], styles)
}
