import type { Finding } from '../../finding.ts'
import { judge, type LintOptions } from './lint-document.ts'
import { lintProfiles } from './profiles/index.ts'
import type { LintRule } from './rule.ts'
import { lintRules } from './rules/index.ts'
import { SourceDocument } from './source-document.ts'

export { type LintOptions, type LintRule, lintProfiles, lintRules }

/**
 * What is wrong with a feed of any dialect, in the order of its lines. Knows the text alone: no network, no clock but
 * `now`, nothing remembered. Never throws for anything the text may hold; time and memory are linear in its length.
 *
 * `profiles` that do not exist are skipped: who takes the names from a person checks them against {@link lintProfiles}.
 */
export function lintDocument(text: string, options: LintOptions = {}): readonly Finding[] {
  return lintSource(new SourceDocument(text, options), options)
}

/** {@link lintDocument} for a document that is parsed already. */
export function lintSource(document: SourceDocument, options: LintOptions): readonly Finding[] {
  const asked = lintProfiles.filter(({ name }) => options.profiles?.includes(name))
  return judge(document, [...lintRules, ...asked.flatMap(({ rules }) => rules)], options)
}
