/** A part of a Markdown text: a fenced block of code, or what is between two of them. */
export interface TextPart {
  readonly text: string
  readonly isCode: boolean
}

const FENCE = /^[ \t]*(`{3,}|~{3,})[ \t]*(.*)$/

/** The parts of a text, which are the text again when they are joined by line breaks; a fence without an end goes to the end. */
export function fencedParts(text: string): readonly TextPart[] {
  const parts: TextPart[] = []
  let lines: string[] = []
  let fence: string | undefined
  const endPart = (isCode: boolean): void => {
    if (lines.length > 0) parts.push({ text: lines.join('\n'), isCode })
    lines = []
  }
  for (const line of text.split('\n')) {
    const [, mark, rest] = FENCE.exec(line) ?? []
    if (fence === undefined && mark !== undefined) {
      endPart(false)
      fence = mark
      lines.push(line)
    } else {
      lines.push(line)
      if (fence === undefined || rest?.trim() !== '' || mark?.startsWith(fence) !== true) continue
      endPart(true)
      fence = undefined
    }
  }
  endPart(fence !== undefined)
  return parts
}

/** A text changed by `change` outside of fenced blocks of code. */
export const changedOutsideCode = (text: string, change: (part: string) => string): string =>
  fencedParts(text)
    .map((part) => (part.isCode ? part.text : change(part.text)))
    .join('\n')
