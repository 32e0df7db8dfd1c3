import type { FindingText } from './article-finding.ts'

const ADVICE = 'give a saved page a front matter with `title`, or move the file out of the content folder'

/**
 * The finding text for a text that is not recognizably a saved page, depending on what it resembles.
 *
 * @param body the text without front matter
 */
export function notASavedPage(body: string): Omit<FindingText, 'at'> {
  const [what, fix] = kindOf(body)
  return {
    message: `the text does not show that it is a saved page, and is left out: ${what}`,
    expected: 'a breadcrumb, a headline that stands twice above running text, or a front matter of ours',
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
    what: 'it is a WordPress export, which holds drafts and addresses, too',
    fix: 'move it out of the content folder',
  },
  { form: /^\s*<(?:\?xml|!doctype|html|rss|feed|svg)\b/i, what: 'it is XML or HTML', fix: ADVICE },
  {
    form: /^\s*\.\. [a-z_]+:/im,
    what: 'it has the metadata of Nikola or reStructuredText',
    fix: 'publish the built pages, or write the metadata as a front matter between two lines of ---',
  },
  { form: /^\s*[[{]\s*["[{]/, what: 'it is JSON', fix: ADVICE },
]

function kindOf(body: string): readonly [what: string, fix: string] {
  const other = OTHERS.find(({ form }) => form.test(body.slice(0, 2000)))
  return other === undefined
    ? ['it has neither a breadcrumb nor a headline that is sure', ADVICE]
    : [other.what, other.fix]
}
