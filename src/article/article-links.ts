import type { MarkdownIt } from 'markdown-it'
import { remarkOf } from './markdown-findings.ts'
import { UNKNOWN_ADDRESS } from './template-remains.ts'

/** An article file of the site, by its path: no scheme and no host. */
const ARTICLE_FILE = /^(?![a-z][a-z0-9+.-]*:|\/\/)[^?#]*(?:\.|%2e)(?:md|mdx|markdown)(?:[?#]|$)/i

/** A link to an article file leads readers to an address that no page has: its text stays, without the link. */
export function withoutFileLinks(markdown: MarkdownIt): void {
  markdown.core.ruler.push('article_links', ({ tokens, env }) => {
    for (const { children } of tokens) {
      for (const child of children ?? []) {
        const href = child.type === 'link_open' ? String(child.attrGet('href') ?? '') : ''
        if (!ARTICLE_FILE.test(href)) continue
        child.attrSet('href', UNKNOWN_ADDRESS)
        remarkOf(env)('link-missing', fileLink(href), href)
      }
    }
  })
}

function fileLink(href: string) {
  return {
    message:
      'a link leads to the file of an article, which has no address of its own; its text is published without it',
    got: href,
    expected: 'the address of the article, such as /world/strikes/',
    fix: 'write the address',
  }
}
