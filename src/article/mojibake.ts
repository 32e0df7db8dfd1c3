/**
 * UTF-8 that was decoded as Windows-1252 or Latin-1 and saved again (`â€™` for `’`, `Ã©` for `é`, `Â` before a no-break
 * space or sign), and the replacement character for undecodable bytes.
 */
const MOJIBAKE =
  /\ufffd|â€[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|Ã[\u0080-\u00bf€ƒ†‡ˆ‰ŠŒŽ˜™šœžŸ]|Â[\u0080-\u00bf]|ðŸ[\u0080-\u00bf‘’“”˜™šœŽ]|ï¿½/u

/** The first characters of all such sequences, for a quick check: few texts contain any. */
const BEGINNINGS = ['\ufffd', 'â', 'Ã', 'Â', 'ð', 'ï']

/** Offset of the first wrongly decoded character; -1 if there is none. */
export function findMojibake(text: string): number {
  return BEGINNINGS.some((sign) => text.includes(sign)) ? text.search(MOJIBAKE) : -1
}
