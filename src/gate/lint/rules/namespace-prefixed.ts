import type { LintRule } from '../rule.ts'

export const namespacePrefixed: LintRule = {
  code: 'namespace-prefixed',
  severity: 'warning',
  paragraph: 'W3C validator, AvoidNamespacePrefix',
  summary: 'The elements of Atom have no prefix.',
  fix: 'Write <feed xmlns="http://www.w3.org/2005/Atom">, and no prefix before the elements of Atom.',
  appliesTo: ['atom'],
  *check(document) {
    const { root } = document
    if (root === undefined) return
    const prefix = /^<([^\s:>/]+):/.exec(document.text.slice(root.start, root.contentStart))?.[1]
    if (prefix !== undefined)
      yield {
        at: root.start,
        message: `The elements of Atom have the prefix ${prefix}`,
        got: prefix,
        expected: 'no prefix',
      }
  },
}
