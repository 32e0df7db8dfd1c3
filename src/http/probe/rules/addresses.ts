import { isPermanent } from '../../redirect.ts'
import type { ProbeRule } from '../probe-rule.ts'
import { hubsOf, selvesOf } from '../statements.ts'

export const redirectTemporary: ProbeRule = {
  code: 'redirect-temporary',
  severity: 'warning',
  paragraph: 'RFC 9110 sections 15.4.3 and 15.4.8',
  summary: 'A redirect of the feed is permanent.',
  fix: 'If the feed has moved, answer with 301 or 308, so that feed readers use the new address. If both addresses stay, let the server forward the request internally, because each poll takes two requests.',
  *check({ probed: { redirects } }) {
    for (const step of redirects)
      if (!isPermanent(step))
        yield {
          message: `${step.from} redirects temporarily, so clients send every poll to both addresses`,
          got: `${step.status} to ${step.to}`,
          expected: '301, 308, or the feed itself',
        }
  },
}

export const redirectChain: ProbeRule = {
  code: 'redirect-chain',
  severity: 'warning',
  paragraph: 'RFC 9110 section 15.4',
  summary: 'There is at most one redirect before the feed.',
  fix: 'Redirect each address directly to the final one. Some feed readers follow only a few redirects.',
  *check({ probed: { redirects } }) {
    if (redirects.length > 1)
      yield {
        message: `There are ${redirects.length} redirects before the feed`,
        got: redirects.map(({ to }) => to).join(' → '),
        expected: 'one redirect',
      }
  },
}

export const addressInsecure: ProbeRule = {
  code: 'address-insecure',
  severity: 'warning',
  paragraph: 'RFC 9110 section 4.2.2; RFC 7258',
  summary: 'A feed on the public internet is served over https.',
  fix: 'Serve the feed over https, and redirect the http address to it with 301. Some feed readers and aggregators accept only https.',
  *check({ probed: { isPublic }, first }) {
    if (isPublic && first.url.startsWith('http:'))
      yield {
        message: 'Anyone on the network path can read and change the feed',
        got: first.url,
        expected: 'https',
      }
  },
}

export const hubWithoutSelf: ProbeRule = {
  code: 'hub-without-self',
  severity: 'error',
  paragraph: 'WebSub section 4',
  summary: 'A feed that names a hub has a self link.',
  fix: 'Add a link with rel="self" (in the feed or as a Link header field). Feed readers subscribe at the hub with this address.',
  *check(observed) {
    const [hub] = hubsOf(observed)
    const { document, header } = selvesOf(observed)
    if (observed.hasDocument && hub !== undefined && document.length + header.length === 0)
      yield {
        message: 'The feed names a hub, but has no self link',
        got: hub,
        expected: 'rel="self" as well',
      }
  },
}

export const selfLinksDisagree: ProbeRule = {
  code: 'self-links-disagree',
  severity: 'warning',
  paragraph: 'WebSub section 4; RFC 8288 section 3.2',
  summary: 'The document and the Link header field have the same self link.',
  fix: 'Use the same canonical address in both. WebSub readers use the one in the header field.',
  *check(observed) {
    const { document, header } = selvesOf(observed)
    const [inHeader] = header
    const [inDocument] = document
    if (inHeader === undefined || inDocument === undefined || document.includes(inHeader)) return
    yield {
      message: 'The document and the Link header field have different self links',
      got: `Link: ${inHeader}`,
      expected: inDocument,
    }
  },
}
