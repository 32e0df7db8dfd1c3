/** Offset after the closing brace of the JSON object that begins at `start`; undefined if it is not closed. */
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
