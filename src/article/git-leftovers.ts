/** What git may leave in a file instead of its text: an unresolved merge, or the pointer of a large file. */

/**
 * Offset of the first unresolved merge outside code: a line `<<<<<<< `, then `=======`, then `>>>>>>> `. Undefined if
 * there is none. With `isMarkdown`, fenced blocks and `<pre>` are code.
 */
export function mergeConflictIn(text: string, isMarkdown: boolean): number | undefined {
  if (!text.includes('<<<<<<< ')) return undefined
  let fence: string | undefined
  let isPre = false
  let offset = 0
  let begun: number | undefined
  let isDivided = false
  for (const line of text.split('\n')) {
    if (begun !== undefined) {
      // Jujutsu separates the sides by other signs.
      if (/^(?:={7}\s*$|[+%]{7} )/.test(line)) isDivided = true
      else if (isDivided && line.startsWith('>>>>>>> ')) return begun
    } else if (!isMarkdown) {
      if (line.startsWith('<<<<<<< ')) begun = offset
    } else {
      const [, mark, rest = ''] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? []
      if (fence !== undefined) {
        if (mark?.startsWith(fence) && rest.trim() === '') fence = undefined
      } else if (isPre) isPre = !/<\/pre\s*>/i.test(line)
      else if (mark !== undefined && !(mark.startsWith('`') && rest.includes('`'))) fence = mark
      else if (line.startsWith('<<<<<<< ')) begun = offset
      else isPre = /^ {0,3}<pre[\s>]/i.test(line) && !/<\/pre\s*>/i.test(line)
    }
    offset += line.length + 1
  }
  return undefined
}

/** Whether this is a Git LFS pointer, which stands for a file that was not downloaded. */
export const isLfsPointer = (text: string): boolean =>
  /^version https:\/\/(?:git-lfs\.github\.com|hawser\.github\.com)\/spec\/v\d[^\n]*\n(?:[a-z0-9.-]+ [^\n]*\n){0,16}oid sha256:[0-9a-f]{64}\s/.test(
    text.slice(0, 1024),
  )
