import { createInterface } from 'node:readline/promises'

/** The streams of a terminal. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream
  readonly output: NodeJS.WritableStream
}

/** Asks the user; every answer except yes, and the lack of one, means no. */
export async function confirm(question: string, terminal: Terminal): Promise<boolean> {
  const lines = createInterface(terminal)
  try {
    const left = new Promise<string>((resolve) => {
      for (const event of ['close', 'SIGINT'] as const) lines.once(event, () => resolve(''))
    })
    const answer = await Promise.race([lines.question(`${question} [y/N] `), left])
    return /^\s*y(?:es)?\s*$/i.test(answer)
  } finally {
    lines.close()
  }
}
