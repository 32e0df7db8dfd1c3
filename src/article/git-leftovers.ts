/** What git leaves in a file in place of a text that is ready: an unresolved merge, or the pointer to a large file. */

/**
 * Where an unresolved merge begins: a line `<<<<<<< `, then `=======`, then `>>>>>>> `, the first of them outside code.
 * Undefined where there is none. With `isMarkdown`, fenced blocks and `<pre>` are code.
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
      if (/^={7}\s*$/.test(line)) isDivided = true
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

/** Whether this is a Git LFS pointer: the name of a text that was not fetched. */
export const isLfsPointer = (text: string): boolean =>
  /^version https:\/\/(?:git-lfs\.github\.com|hawser\.github\.com)\/spec\/v\d[^\n]*\n(?:[a-z0-9.-]+ [^\n]*\n){0,16}oid sha256:[0-9a-f]{64}\s/.test(
    text.slice(0, 1024),
  )
