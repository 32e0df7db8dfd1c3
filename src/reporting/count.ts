/** A number with its noun: `1 item`, `2 items`. */
export const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`
