/** One redirect on the way to a document. */
export interface Redirect {
  readonly status: number
  readonly from: string
  readonly to: string
  /** The redirect led from https to http, where anyone on the network can change the document. */
  readonly isDowngrade: boolean
}

/** Whether the redirect tells clients to use the new address from now on (RFC 9110 §15.4.2, §15.4.9). */
export const isPermanent = ({ status }: Pick<Redirect, 'status'>): boolean => status === 301 || status === 308

/**
 * The valid addresses of a document: first the one that clients continue to request, which is the target of the
 * permanent redirects at the beginning; then the targets of temporary redirects, in order (RFC 9110 §15.4.3, §15.4.8).
 */
export function standingAddresses(
  asked: string,
  redirects: readonly Redirect[],
): readonly [string, ...string[]] {
  const temporary = redirects.findIndex((step) => !isPermanent(step))
  if (temporary === -1) return [redirects.at(-1)?.to ?? asked]
  const [first, ...rest] = redirects.slice(temporary)
  return [first?.from ?? asked, ...(first === undefined ? [] : [first.to]), ...rest.map(({ to }) => to)]
}
