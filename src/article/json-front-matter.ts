/** Where the object of JSON that begins at `start` ends (behind its brace); undefined when it does not. */
export function endOfJsonObject(text: string, start: number): number | undefined {
  let depth = 0
  const token = /"(?:[^"\\]|\\.)*"|[{}[\]]/gs
  token.lastIndex = start
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    if (found[0] === '{' || found[0] === '[') depth += 1
    else if (found[0] === '}' || found[0] === ']') depth -= 1
    if (depth === 0) return token.lastIndex
  }
  return undefined
}
