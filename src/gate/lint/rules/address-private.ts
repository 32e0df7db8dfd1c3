import { isPrivateHost } from '../../../article/private-host.ts'
import { eachAttribute, type TagRemark } from '../html-scan.ts'
import { remarksOnTags } from '../html-texts.ts'
import type { LintRule, Remark } from '../rule.ts'

const HTML_URLS = new Set(['href', 'src', 'poster'])

export const addressPrivate: LintRule = {
  code: 'address-private',
  severity: 'warning',
  paragraph: 'RFC 6761 section 6.3; RFC 1918 section 3; RFC 4291 section 2.5.3',
  summary: 'Every address can be reached from the public internet, unless the feed itself is a local one.',
  fix: 'Write the public address of the site; a feed built with the settings of a developer’s machine is the usual cause.',
  appliesTo: ['rss', 'rdf', 'atom', 'json', 'opml'],
  *check(document) {
    const { selfUrl } = document.facts
    if (selfUrl !== undefined && isPrivateUrl(selfUrl)) return
    for (const { where, url, at } of document.urls) if (isPrivateUrl(url)) yield remark(where, url, at)
    yield* remarksOnTags(document.htmlTexts, privateUrl)
    for (const outline of document.named('outline')) {
      const url = outline.attributes.get('xmlUrl')
      if (url !== undefined && isPrivateUrl(url))
        yield remark('xmlUrl', url, document.attributeAt(outline, 'xmlUrl'))
    }
    for (const { text, start } of document.named('atom:id', 'guid'))
      if (/^\s*tag:(?:localhost|127\.0\.0\.1)[,:]/i.test(text)) yield remark('the id', text, start)
  },
}

function remark(where: string, got: string, at: number): Remark {
  return { at, ...found(where, got) }
}

const privateUrl = eachAttribute((tag, name, url) =>
  HTML_URLS.has(name) && isPrivateUrl(url) ? found(`${name} of <${tag.name}>`, url) : undefined,
)

function found(where: string, got: string): TagRemark {
  return {
    message: `${where.replace('atom:', '')} is an address that is not on the public internet`,
    got,
    expected: 'a public address',
  }
}

function isPrivateUrl(url: string): boolean {
  return /^\s*https?:\/\//i.test(url) && URL.canParse(url) && isPrivateHost(new URL(url).hostname)
}
