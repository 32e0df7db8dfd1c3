import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { parseArguments } from '../../src/commands/arguments.ts'
import { completionOf } from '../../src/commands/completion.ts'
import { commands } from '../../src/commands/index.ts'
import { UsageError } from '../../src/errors.ts'
import { run } from '../support/tools.ts'

const completion = completionOf(() => commands)

async function scriptFor(...shells: string[]): Promise<string> {
  const stdout = new PassThrough()
  await completion.run(parseArguments('completion', completion, shells), {
    stdout,
    stderr: new PassThrough(),
    cwd: '/',
    env: {},
    now: () => 0,
    signal: new AbortController().signal,
    onReload: () => () => {},
  })
  return String(stdout.read())
}

/** What bash offers after these words, the last of which is being typed. */
async function offered(...words: string[]): Promise<string[]> {
  const script = `${await scriptFor('bash')}
COMP_WORDS=(feedwright ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}
_feedwright; printf '%s\\n' "\${COMPREPLY[@]}"`
  const { stdout } = await run('bash', ['-c', script])
  return stdout.trim().split('\n')
}

describe('completion', () => {
  it('offers in bash the commands, the options of each, folders and words', async () => {
    expect(await offered('st')).toEqual(['start', 'stamp', 'status'])
    expect(await offered('help', 'bui')).toEqual(['build'])
    expect(await offered('build', '--acc')).toEqual(['--accept-churn'])
    expect(await offered('start', '--p')).toEqual(['--port'])
    expect(await offered('build', '--out', '/us')).toEqual(['/usr'])
    expect(await offered('completion', 'z')).toEqual(['zsh'])
  })

  it.each(['bash', 'zsh', 'fish'])('names every command and option for %s', async (shell) => {
    const script = await scriptFor(shell)
    for (const { name, load } of commands) {
      expect(script).toContain(name)
      for (const option of Object.keys((await load()).options)) expect(script).toContain(option)
    }
  })

  it.each(['zsh', 'fish'])('is a script that %s can parse, if it is installed', async (shell) => {
    const script = await scriptFor(shell)
    const checked = await run(shell, [...(shell === 'zsh' ? ['-f'] : []), '-n', '-c', script]).catch(
      (error: NodeJS.ErrnoException) => error,
    )
    if (checked instanceof Error && checked.code === 'ENOENT') return
    expect(checked).toMatchObject({ stderr: '' })
  })

  it.each([[[]], [['powershell']], [['bash', 'zsh']]])(
    'asks for one shell it knows, not %j',
    async (shells) => {
      await expect(scriptFor(...shells)).rejects.toBeInstanceOf(UsageError)
    },
  )
})
