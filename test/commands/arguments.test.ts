import { describe, expect, it } from 'vitest'
import { parseArguments } from '../../src/commands/arguments.ts'
import { build } from '../../src/commands/build.ts'
import { check } from '../../src/commands/check.ts'
import { UsageError } from '../../src/errors.ts'

function refusal(name: string, command: typeof build, argv: readonly string[]): UsageError {
  try {
    parseArguments(name, command, argv)
  } catch (error) {
    if (error instanceof UsageError) return error
  }
  throw new Error('nothing was refused')
}

describe('arguments', () => {
  it.each([
    [['--ot', 'public'], 'has no option "--ot"', 'did you mean "--out"?'],
    [['--strickt'], 'has no option "--strickt"', 'did you mean "--strict"?'],
    [['--out', 'public', '--zzzzzz'], 'has no option "--zzzzzz"', 'see "feedwright build --help"'],
    [['-x'], 'has no option "-x"', 'see "feedwright build --help"'],
  ])('of %j: suggests the nearest option', (argv, message, fix) => {
    const error = refusal('build', build, argv)
    expect(error.message).toContain(message)
    expect(error.fix).toContain(fix)
  })

  it('accept values after =, and everything after --', () => {
    expect(parseArguments('build', build, ['--out=public', '-q']).text('out')).toBe('public')
    expect(parseArguments('check', check, ['--', '--zzz.xml']).positionals).toEqual(['--zzz.xml'])
  })
})
