import type { ContentCoding } from '../targets/target.ts'

/** Supported codings, in order of preference for equal weights. */
export const CODINGS = ['br', 'gzip', 'identity'] as const satisfies readonly (ContentCoding | 'identity')[]
export type Coding = (typeof CODINGS)[number]

/** Weight of each coding in thousandths; 0 means not acceptable. */
export type CodingWeights = Readonly<Record<Coding, number>>

const IDENTITY_ONLY: CodingWeights = { br: 0, gzip: 0, identity: 1000 }

/**
 * Parses an `Accept-Encoding` header (RFC 9110 §12.5.3). Without the header, everything is acceptable, but only
 * uncompressed bytes are safe to send. `identity` is acceptable unless it is refused, directly or by `*`; if it is not
 * named, it comes last. Invalid members are ignored.
 */
export function weighCodings(acceptEncoding: string | undefined): CodingWeights {
  if (acceptEncoding === undefined) return IDENTITY_ONLY
  return COMMON.get(acceptEncoding) ?? parseAcceptEncoding(acceptEncoding)
}

function parseAcceptEncoding(acceptEncoding: string): CodingWeights {
  let br: number | undefined
  let gzip: number | undefined
  let identity: number | undefined
  let any: number | undefined
  for (const member of acceptEncoding.toLowerCase().split(',')) {
    const semicolon = member.indexOf(';')
    const name = (semicolon < 0 ? member : member.slice(0, semicolon)).trim()
    const weight = semicolon < 0 ? 1000 : parseWeight(member.slice(semicolon + 1))
    if (weight === undefined) continue
    if (name === 'br') br = weight
    // RFC 9110 §8.4.1.3: "x-gzip" is equivalent to "gzip".
    else if (name === 'gzip' || name === 'x-gzip') gzip = weight
    else if (name === 'identity') identity = weight
    else if (name === '*') any = weight
  }
  return { br: br ?? any ?? 0, gzip: gzip ?? any ?? 0, identity: identity ?? any ?? 0.5 }
}

/** Precomputed values that nearly all clients send. */
const COMMON: ReadonlyMap<string, CodingWeights> = new Map(
  [
    'gzip',
    'gzip, deflate',
    'gzip,deflate',
    'deflate, gzip',
    'gzip, br',
    'br, gzip',
    'gzip, deflate, br',
    'deflate, gzip, br',
    'br, gzip, deflate',
    'gzip, deflate, br, zstd',
    'deflate, gzip, br, zstd',
    'identity',
    '*',
  ].map((header) => [header, parseAcceptEncoding(header)]),
)

/**
 * Thousandths of a weight parameter ` q=0.8` (RFC 9110 §12.4.2), undefined if invalid. Other parameters are not defined
 * for codings and instance manipulations and make the member invalid.
 */
export function parseWeight(parameter: string): number | undefined {
  const match = /^\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*$/i.exec(parameter)
  return match === null ? undefined : Math.round(Number(match[1]) * 1000)
}

/** Whether `A-IM` (RFC 3229 §10.5.3) accepts the `feed` instance manipulation. */
export function acceptsFeedDelta(aIm: string): boolean {
  return aIm
    .toLowerCase()
    .split(',')
    .some((member) => {
      const [name = '', ...parameters] = member.split(';')
      if (name.trim() !== 'feed') return false
      return parameters.every((parameter) => parseWeight(parameter) !== 0)
    })
}
