import type { Answer } from './answer.ts'

interface Wall {
  readonly name: string
  /** Name of a header that only this bot wall sends, and the pattern of its value. */
  readonly header?: readonly [name: string, value: RegExp]
  /** A pattern in its page. */
  readonly page?: RegExp
}

const WALLS: readonly Wall[] = [
  { name: 'Cloudflare', header: ['cf-mitigated', /./] },
  { name: 'Cloudflare', page: /Attention Required! \| Cloudflare|_cf_chl_opt|cf-chl-|\bcf-error-details\b/ },
  { name: 'AWS WAF', header: ['x-amzn-waf-action', /challenge|captcha/i] },
  { name: 'AWS WAF', page: /awsWafCookieDomainList|\.token\.awswaf\.com/ },
  { name: 'Vercel', header: ['x-vercel-mitigated', /./] },
  { name: 'DataDome', header: ['x-datadome', /protected/i], page: /captcha-delivery\.com/ },
  { name: 'HUMAN (PerimeterX)', page: /\bpx-captcha\b|_pxAppId/ },
  { name: 'Imperva', page: /_Incapsula_Resource/ },
  { name: 'Sucuri', page: /Sucuri WebSite Firewall|sucuri_cloudproxy/ },
  { name: 'Akamai', page: /errors\.edgesuite\.net|Reference&#32;&#35;/ },
  {
    name: 'Anubis',
    page: /anubis_challenge|\.within\.website\/x\/cmd\/anubis|Making sure you&#39;re not a bot/,
  },
  { name: 'SiteGround', header: ['sg-captcha', /challenge/i], page: /\.well-known\/sgcaptcha/ },
  { name: 'Imunify360', page: /imunify360|imunify-alert/i },
  { name: 'DDoS-Guard', page: /ddos-guard/i },
  {
    name: 'of no known maker',
    page: /<title>\s*(?:Just a moment|One moment, please|Checking your browser|Security check|Are you a robot)|enable JavaScript and cookies to continue|Checking your browser before accessing|Verify(?:ing)? (?:that )?you are (?:a )?human/i,
  },
]

/** Number of characters examined at the beginning of a page. */
const LOOKED_AT = 64 * 1024
/** A regular page may contain a script of its bot wall; a challenge page is small. */
const LARGEST_CHECK = 32 * 1024

/** The name of the bot wall that answered instead of the feed; undefined if none did. */
export function botWallOf({
  status,
  headers,
  body,
}: Pick<Answer, 'status' | 'headers' | 'body'>): string | undefined {
  const start = new TextDecoder().decode(body.subarray(0, LOOKED_AT))
  const mayBeCheck = status !== 200 || body.length <= LARGEST_CHECK
  const isPage =
    mayBeCheck && /^\s*(?:<!--[^>]{0,300}-->\s*)?<(?:!doctype html|html|head|body|title)\b/i.test(start)
  return WALLS.find(
    ({ header, page }) =>
      header?.[1].test(headers[header[0]] ?? '') === true || (isPage && page?.test(start) === true),
  )?.name
}
