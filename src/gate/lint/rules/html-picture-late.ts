import type { HtmlTag, TagRemark } from '../html-scan.ts'
import { remarksOnTags } from '../html-texts.ts'
import type { LintRule } from '../rule.ts'

/** Attributes in which lazy loading scripts keep the real address, in order of preference. */
const LATE = (
  'data-src data-original data-lazy-src data-lazy data-original-src data-actualsrc data-url data-echo data-ll-src ' +
  'data-lazyload data-lazy-load data-cfsrc data-pagespeed-lazy-src data-delayed-url data-hi-res-src data-image data-img-src ' +
  'data-full-src data-real-src data-orig-src data-srcset data-lazy-srcset data-original-set'
).split(' ')
const PLACEHOLDER =
  /^(?:data:|about:blank|#|javascript:)|(?:^|[/_-])(?:1x1|b|blank|clear|dot|empty|gr[ae]y|lazy(?:-?load)?|loader|loading|pixel|place-?holder|spacer|spinner|transparent|trans)(?:[._-][^/]*)?\.(?:gif|png|svg|jpe?g|webp)(?:[?#]|$)/i
/** Maximum number of characters examined; the patterns take more than linear time. */
const LONGEST = 2000
const HOLDERS = new Set(['img', 'iframe', 'video', 'audio', 'source'])

export const htmlPictureLate: LintRule = {
  code: 'html-picture-late',
  severity: 'warning',
  paragraph: 'HTML standard 4.8.3 (an img shows what src says); readers run no scripts',
  summary: 'Pictures, players and frames have their address in src, not in an attribute for a script.',
  fix: 'Write the address into src before you write the feed. For lazy loading, use loading="lazy".',
  appliesTo: ['rss', 'rdf', 'atom', 'json'],
  check: ({ htmlTexts }) => remarksOnTags(htmlTexts, waitingTag),
}

function waitingTag(tag: HtmlTag): readonly TagRemark[] {
  if (!HOLDERS.has(tag.name)) return []
  const late = lateAddress(tag)
  if (hasAddress(tag, late) || (late === undefined && tag.name !== 'img')) return []
  return [
    {
      message:
        late === undefined
          ? `<${tag.name}> has no src, so readers show nothing`
          : `<${tag.name}> waits for a script, which readers do not run`,
      got: tag.attributes.get('src') ?? 'no src',
      expected: late === undefined ? 'a src' : `src="${late}"`,
    },
  ]
}

/** A picture in a `data:` URL is a placeholder only if there is another address beside it. */
function hasAddress({ attributes }: HtmlTag, late: string | undefined): boolean {
  const src = attributes.get('src')?.trim().slice(0, LONGEST) ?? ''
  const srcset = attributes.get('srcset')?.trim().slice(0, LONGEST) ?? ''
  if (srcset !== '' && !PLACEHOLDER.test(srcset)) return true
  return src !== '' && (late === undefined || !PLACEHOLDER.test(src))
}

function lateAddress({ attributes }: HtmlTag): string | undefined {
  for (const name of LATE) {
    const value = attributes.get(name)?.trim() ?? ''
    if (value !== '') return name.endsWith('set') ? value.split(/,?\s/)[0] : value
  }
  return undefined
}
