import type { JsonNode } from '../json-tree.ts'
import type { LintRule } from '../rule.ts'

export const jsonDuplicateKey: LintRule = {
  code: 'json-duplicate-key',
  severity: 'error',
  paragraph: 'RFC 8259 section 4',
  summary: 'No object has the same key twice.',
  fix: 'Keep one of them.',
  appliesTo: ['json'],
  *check(document) {
    const waiting: JsonNode[] = document.json === undefined ? [] : [document.json]
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      if (node.kind === 'object') {
        const seen = new Set<string>()
        for (const { name, at } of node.keys) {
          if (seen.has(name))
            yield { at, message: 'The key occurs twice in this object', got: name, expected: 'each key once' }
          seen.add(name)
        }
      }
      if (node.kind === 'object' || node.kind === 'array')
        for (const inner of node.members.values()) waiting.push(inner)
    }
  },
}
