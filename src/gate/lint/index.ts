import type { Finding } from '../../finding.ts'
import { judge, type LintOptions } from './lint-document.ts'
import { lintProfiles } from './profiles/index.ts'
import type { LintRule } from './rule.ts'
import { lintRules } from './rules/index.ts'
import { SourceDocument } from './source-document.ts'

export { type LintOptions, type LintRule, lintProfiles, lintRules }

/**
 * The problems of a feed of any dialect, sorted by line. Depends only on the text and on `now`, without network access
 * or state. Does not throw for any text; time and memory are linear in its length.
 *
 * Unknown `profiles` are ignored: a caller with names from a user checks them against {@link lintProfiles}.
 */
export function lintDocument(text: string, options: LintOptions = {}): readonly Finding[] {
  return lintSource(new SourceDocument(text, options), options)
}

/** {@link lintDocument} for a parsed document. */
export function lintSource(document: SourceDocument, options: LintOptions): readonly Finding[] {
  const asked = lintProfiles.filter(({ name }) => options.profiles?.includes(name))
  return judge(document, [...lintRules, ...asked.flatMap(({ rules }) => rules)], options)
}
