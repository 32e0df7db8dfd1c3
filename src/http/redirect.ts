/** One step on the way to a document. */
export interface Redirect {
  readonly status: number
  readonly from: string
  readonly to: string
  /** The step led from https to http, where anybody on the line can change the document. */
  readonly isDowngrade: boolean
}

/** Whether the step tells clients to ask the new address from now on (RFC 9110 §15.4.2, §15.4.9). */
export const isPermanent = ({ status }: Pick<Redirect, 'status'>): boolean => status === 301 || status === 308

/**
 * The addresses that stand for a document: first the one clients go on asking, which is where the permanent steps at the
 * beginning lead; then those that it leads to for the time being, in order (RFC 9110 §15.4.3, §15.4.8).
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
