import { codeSpans } from './code-spans.ts'

/** A target with its optional title, and the size of a picture as HackMD and others write it (`=100x50`). */
const TARGET = /\]\(([^()<>"'`\n]+?)( =\d{0,4}%?x\d{0,4}%?)?( +"[^"\n]*")?\)/g
/** A path with a space that ends in the extension of a file. */
const SPACED = /^ *(\S[^\n]* [^\n]*\.[a-z\d]{2,5}) *$/i

/**
 * `text` with the targets of links and pictures written as CommonMark requires: in angle brackets if a file name
 * contains spaces, and without the size of a picture. Code is unchanged.
 */
export function withReadableTargets(text: string): string {
  if (!text.includes('](')) return text
  let code: ReturnType<typeof codeSpans> | undefined
  return text.replace(TARGET, (whole: string, path: string, size = '', title = '', offset: number) => {
    const spaced = SPACED.exec(path)?.[1]
    if (spaced === undefined && size === '') return whole
    code ??= codeSpans(text)
    if (code.some(([start, end]) => offset >= start && offset < end)) return whole
    return `](${spaced === undefined ? path : `<${spaced}>`}${title})`
  })
}
