import type { FindingText } from '../article-finding.ts'

const ADVICE =
  'if it is a saved page, add front matter with `title`; otherwise move the file out of the content folder'

/**
 * The finding text for a text that is not recognizably a saved page, depending on what it resembles.
 *
 * @param body the text without front matter
 */
export function notASavedPage(body: string): Omit<FindingText, 'at'> {
  const [what, fix] = kindOf(body)
  return {
    message: `the text does not look like a saved page, and is left out: ${what}`,
    expected: 'a breadcrumb, a headline that occurs twice above running text, or front matter',
    fix,
  }
}

/** Whether the text is clearly of another kind, so that no line in it can make it a page. */
export function isOtherKind(body: string): boolean {
  return OTHERS.some(({ form }) => form.test(body.slice(0, 2000)))
}

const OTHERS: readonly { readonly form: RegExp; readonly what: string; readonly fix: string }[] = [
  {
    form: /<rss\b[^>]*wordpress\.org\/export|generator="WordPress|<!-- This is a WordPress eXtended RSS/i,
    what: 'it is a WordPress export, which contains drafts and email addresses',
    fix: 'move it out of the content folder',
  },
  { form: /^\s*<(?:\?xml|!doctype|html|rss|feed|svg)\b/i, what: 'it is XML or HTML', fix: ADVICE },
  {
    form: /^\s*\.\. [a-z_]+:/im,
    what: 'it has the metadata of Nikola or reStructuredText',
    fix: 'publish the built pages, or write the metadata as front matter between two lines of ---',
  },
  { form: /^\s*[[{]\s*["[{]/, what: 'it is JSON', fix: ADVICE },
]

function kindOf(body: string): readonly [what: string, fix: string] {
  const other = OTHERS.find(({ form }) => form.test(body.slice(0, 2000)))
  return other === undefined
    ? ['it has neither a breadcrumb nor a clear headline', ADVICE]
    : [other.what, other.fix]
}
