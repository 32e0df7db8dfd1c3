import { lackingAttribute } from '../absence.ts'
import type { LintRule } from '../rule.ts'

export const cloudIncomplete: LintRule = {
  code: 'cloud-incomplete',
  severity: 'error',
  paragraph: 'RSS 2.0, channel: cloud (five required attributes)',
  summary: 'The cloud has domain, port, path, registerProcedure and protocol.',
  fix: 'Add what is missing, or remove the element; WebSub has taken its place.',
  appliesTo: ['rss'],
  *check(document) {
    for (const name of ['domain', 'port', 'path', 'registerProcedure', 'protocol'])
      yield* lackingAttribute(document.named('cloud'), name)
  },
}
