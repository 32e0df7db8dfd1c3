import type { Answer } from './answer.ts'

const LINK = /<([^<>\s]{0,2000})>((?:\s*;\s*[\w*-]+(?:\s*=\s*(?:"[^"]{0,500}"|[^\s;,"]{1,500}))?){0,20})/g
const REL = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i

/** The absolute targets of `Link` headers (RFC 8288 §3) with that relation. */
export function linkedAs(
  { headers, url }: Pick<Answer, 'headers' | 'url'>,
  relation: string,
): readonly string[] {
  return [...(headers['link'] ?? '').matchAll(LINK)].flatMap(([, target = '', parameters = '']) => {
    const [, quoted, plain] = REL.exec(parameters) ?? []
    const relations = (quoted ?? plain ?? '').toLowerCase().split(/\s+/)
    return relations.includes(relation) && URL.canParse(target, url) ? [new URL(target, url).href] : []
  })
}
