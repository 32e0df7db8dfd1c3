/** A number of things for people: `1 item`, `2 items`. */
export const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`
