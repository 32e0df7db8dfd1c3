/** A remark of a rule about one place, without code, severity and fix of the rule. */
export interface Remark {
  /** Offset in the text. */
  readonly at: number
  readonly message: string
  readonly got?: string
  readonly expected?: string
}
