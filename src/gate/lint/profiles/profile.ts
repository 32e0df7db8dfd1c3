import type { AggregatorView } from '../aggregator-view.ts'
import type { LintRule, Remark } from '../rule.ts'
import type { SourceDocument } from '../source-document.ts'

/** The requirements of one aggregator beyond the specifications. */
export interface LintProfile {
  /** Value of `--profile`. */
  readonly name: string
  /** For people. */
  readonly label: string
  readonly rules: readonly LintRule[]
}

/** A rule of a profile, which applies to RSS, Atom and JSON Feed. */
export function profileRule(rule: Omit<LintRule, 'appliesTo'>): LintRule {
  return { ...rule, appliesTo: ['rss', 'atom', 'json'] }
}

/** Checks each item; a result is reported at the item. */
export function* eachItem(
  document: SourceDocument,
  ask: (item: AggregatorView) => Omit<Remark, 'at'> | undefined,
): Iterable<Remark> {
  for (const item of document.aggregatorViews) {
    const answer = ask(item)
    if (answer !== undefined) yield { at: item.at, ...answer }
  }
}

/** The first of these that is missing in the item. */
export function firstMissing(
  item: AggregatorView,
  names: readonly (keyof AggregatorView)[],
): Omit<Remark, 'at'> | undefined {
  const name = names.find((one) => item[one] === '' || item[one] === undefined)
  return name === undefined ? undefined : { message: `The item has no ${name}`, expected: names.join(', ') }
}

/** Number of characters (grapheme clusters) of a title, if it is outside the limits. */
export function titleOutside(
  item: AggregatorView,
  least: number,
  most: number,
): Omit<Remark, 'at'> | undefined {
  const length = [...item.title].length
  if (item.title === '' || (length >= least && length <= most)) return undefined
  return { message: `The title has ${length} characters`, got: item.title, expected: `${least} to ${most}` }
}

/** The item's link or first picture that does not use https. */
export function insecure(item: AggregatorView): Omit<Remark, 'at'> | undefined {
  const got = [item.url, ...item.images().map(({ url }) => url)].find((url) => /^http:/i.test(url))
  return got === undefined ? undefined : { message: 'An address is not https', got, expected: 'https' }
}
