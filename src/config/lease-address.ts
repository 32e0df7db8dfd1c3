/** Whether a text is the address of a server that can keep a lease. */
export function isLeaseAddress(text: string): boolean {
  return URL.canParse(text) && /^(?:rediss?|postgres|postgresql):\/\//i.test(text)
}
