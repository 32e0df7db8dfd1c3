import { codeSpans, isWithin } from './code-spans.ts'

/**
 * A target with its optional title, and the size of a picture as HackMD and others write it (`=100x50`). All lengths
 * are limited, so that the search takes time in proportion to the text.
 */
const TARGET = /\]\(([^()<>"'`\n]{1,1000}?)( =\d{0,4}%?x\d{0,4}%?)?( {1,9}"[^"\n]{0,1000}")?\)/g
const EXTENSION = /\.[a-z\d]{2,5}$/i

/**
 * `text` with the targets of links and pictures written as CommonMark requires: in angle brackets if a file name
 * contains spaces, and without the size of a picture. Code is unchanged.
 */
export function withReadableTargets(text: string): string {
  if (!text.includes('](')) return text
  let code: ReturnType<typeof codeSpans> | undefined
  return text.replace(TARGET, (whole: string, path: string, size = '', title = '', offset: number) => {
    const target = path.trim()
    const isSpaced = target.includes(' ') && EXTENSION.test(target)
    if (!isSpaced && size === '') return whole
    code ??= codeSpans(text)
    if (isWithin(code, offset)) return whole
    return `](${isSpaced ? `<${target}>` : path}${title})`
  })
}
