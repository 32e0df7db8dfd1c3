import { lackingAttribute } from '../missing-parts.ts'
import type { LintRule } from '../rule.ts'

export const cloudIncomplete: LintRule = {
  code: 'cloud-incomplete',
  severity: 'error',
  paragraph: 'RSS 2.0, channel: cloud (five required attributes)',
  summary: 'The cloud has domain, port, path, registerProcedure and protocol.',
  fix: 'Add what is missing, or remove the element and use WebSub.',
  appliesTo: ['rss'],
  *check(document) {
    const clouds = document.named('cloud')
    for (const name of ['domain', 'port', 'path', 'protocol']) yield* lackingAttribute(clouds, name)
    const called = clouds.filter(({ attributes }) => !isPosted(attributes))
    yield* lackingAttribute(called, 'registerProcedure')
  },
}

/** `http-post` and `https-post` call no named procedure, so its name is empty. */
function isPosted(attributes: ReadonlyMap<string, string>): boolean {
  return attributes.has('registerProcedure') && /^https?-post$/.test(attributes.get('protocol')?.trim() ?? '')
}
