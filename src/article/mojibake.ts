/**
 * UTF-8 that was read as Windows-1252 or Latin-1 and saved again (`â€™` for `’`, `Ã©` for `é`, `Â` before a no-break space
 * or sign), and the replacement character that stands for what could not be read.
 */
const MOJIBAKE =
  /\ufffd|â€[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|Ã[\u0080-\u00bf€ƒ†‡ˆ‰ŠŒŽ˜™šœžŸ]|Â[\u0080-\u00bf]|ðŸ[\u0080-\u00bf‘’“”˜™šœŽ]|ï¿½/u

/** What every such sequence begins with: few texts have any of them. */
const BEGINNINGS = ['\ufffd', 'â', 'Ã', 'Â', 'ð', 'ï']

/** Offset of the first character that was read in the wrong encoding; -1 for none. */
export function findMojibake(text: string): number {
  return BEGINNINGS.some((sign) => text.includes(sign)) ? text.search(MOJIBAKE) : -1
}
