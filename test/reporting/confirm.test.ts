import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { confirm } from '../../src/reporting/confirm.ts'

async function asked(answer: string | undefined) {
  const [input, output] = [new PassThrough(), new PassThrough()]
  const said = confirm('Write?', { input, output })
  input.end(answer)
  return [await said, String(output.read())]
}

it.each([
  ['y\n', true],
  [' YES \n', true],
  ['n\n', false],
  ['yesterday\n', false],
  ['\n', false],
  [undefined, false],
])('%j to a question is %s', async (answer, isYes) =>
  expect(await asked(answer)).toEqual([isYes, 'Write? [y/N] ']),
)
