import { commands } from '../../src/commands/index.ts'

/** The options among a command and its arguments that the command does not have. */
export async function unknownOptions(words: readonly string[]): Promise<string[]> {
  const [command, ...rest] = words
  const known = await commands.find(({ name }) => name === command)?.load()
  return rest.filter((word) => word.startsWith('--') && !(word.slice(2) in (known?.options ?? {})))
}
