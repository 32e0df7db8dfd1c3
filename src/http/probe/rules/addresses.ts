import { isPermanent } from '../../redirect.ts'
import type { ProbeRule } from '../probe-rule.ts'
import { hubsOf, selvesOf } from '../statements.ts'

export const redirectTemporary: ProbeRule = {
  code: 'redirect-temporary',
  severity: 'warning',
  paragraph: 'RFC 9110 sections 15.4.3 and 15.4.8',
  summary: 'Where the address of the feed leads elsewhere, it does so for good.',
  fix: 'If the feed has moved, answer 301 or 308, so that readers ask the new address from then on. If the step is meant to stay, let the server pass the request on itself: each poll pays for both.',
  *check({ probed: { redirects } }) {
    for (const step of redirects)
      if (!isPermanent(step))
        yield {
          message: `${step.from} leads on at every poll, and clients go on asking it`,
          got: `${step.status} to ${step.to}`,
          expected: '301, 308, or the feed itself',
        }
  },
}

export const redirectChain: ProbeRule = {
  code: 'redirect-chain',
  severity: 'warning',
  paragraph: 'RFC 9110 section 15.4',
  summary: 'At most one redirect stands before the feed.',
  fix: 'Let each address lead to the last one at once; some readers follow only a few steps.',
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
  fix: 'Serve the feed over https and redirect the http address to it with 301; some readers and aggregators take no other.',
  *check({ probed: { isPublic }, first }) {
    if (isPublic && first.url.startsWith('http:'))
      yield { message: 'Anybody on the line can read and change the feed', got: first.url, expected: 'https' }
  },
}

export const hubWithoutSelf: ProbeRule = {
  code: 'hub-without-self',
  severity: 'error',
  paragraph: 'WebSub section 4',
  summary: 'A feed that names a hub states its own address.',
  fix: 'Add a link with rel="self" (in the feed or as a Link header): a hub is subscribed to for that address, and without it no one subscribes.',
  *check(observed) {
    const [hub] = hubsOf(observed)
    const { document, header } = selvesOf(observed)
    if (observed.hasDocument && hub !== undefined && document.length + header.length === 0)
      yield {
        message: 'The feed names a hub and not its own address',
        got: hub,
        expected: 'rel="self" as well',
      }
  },
}

export const selfLinksDisagree: ProbeRule = {
  code: 'self-links-disagree',
  severity: 'warning',
  paragraph: 'WebSub section 4; RFC 8288 section 3.2',
  summary: 'Document and Link header state the same address.',
  fix: 'State the same canonical address in both: WebSub readers take the one in the header.',
  *check(observed) {
    const { document, header } = selvesOf(observed)
    const [inHeader] = header
    const [inDocument] = document
    if (inHeader === undefined || inDocument === undefined || document.includes(inHeader)) return
    yield {
      message: 'Document and Link header state different addresses as the feed’s own',
      got: `Link: ${inHeader}`,
      expected: inDocument,
    }
  },
}
