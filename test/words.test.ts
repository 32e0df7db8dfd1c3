import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/** Words that technical writing has a plainer one for; `CONTRIBUTING.md` says which. */
const PLAINER: readonly (readonly [RegExp, string])[] = [
  [/\bmend(?:s|ed|ing)?\b/gi, 'fix'],
  [/\banew\b/gi, 'again'],
  [/\bnobody\b/gi, 'no one'],
  [/\bwhoever\b/gi, 'the person or program that does it'],
  [/\bshall\b/gi, 'must, will'],
  [/\bbetray(?:s|ed)?\b/gi, 'show, reveal'],
  [/\bmeans? harm\b/gi, 'untrusted'],
  [/\bunruly\b/gi, 'that polls too often'],
  [/(?<!everyone )\beverybody\b/gi, 'everyone'],
  [/\banybody\b/gi, 'anyone'],
  [/\bto who\b|\bof whom\b|\bsuch an? one\b/gi, 'the person or program, named'],
  [/\b(?:thereof|therein|wherefore|hence|upon)\b/gi, 'of it, in it, so, on'],
  [/\bas good as\b/gi, 'almost'],
  [/\bbut for\b(?! (?:a|each|one) )/gi, 'except, without'],
  [/\bthose who paid\b/gi, 'paid content, an audience'],
  [/\bbeyond all reason\b/gi, 'too deep, too large, with the limit'],
  [/\bleaves? the house\b/gi, 'is published'],
  [/\bneeds? no one\b/gi, 'works without you'],
  [/\bstands? (?:behind|beside)\b/gi, 'comes after, is beside'],
  [/\bthe way is free\b/gi, 'the problem is solved'],
]

/** British spellings, except in HTML's `aria-labelledby`, the finding `sponsored-unlabelled` and patterns that match text. */
const BRITISH =
  /\b\w*(?:sanit|recogn|normal|serial|optim|summar|synchron|initial|priorit|minim|maxim|author|custom)is(?:e|ed|es|er|ers|ing|able|ation|ations)\b|\b\w*(?:misspelt|neighbour|colour|favour|honour|judgement|artefact|licence)\w*|\blearnt\b|(?<!aria-|sponsored-)\b(?:un)?labell(?:ed|ing)\b|\bbehaviour/gi

/** What people read: code with its messages and comments, and the pages. Articles of tests are prose of their own. */
const READ = ['src', 'docs', 'bench', ':(glob)*.md', 'action.yml']

it.each([
  ['in plain words', PLAINER],
  ['with American spellings', [[BRITISH, 'the American spelling']] as const],
] as const)('says it %s', (_, words) => {
  const files = execFileSync('git', ['ls-files', '-z', '--', ...READ], { encoding: 'utf8' }).split('\0')
  const found = files
    .filter((file) => /\.(?:ts|mjs|md|yml|json|conf)$/.test(file))
    .flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line, at) =>
          words.flatMap(([word, plainer]) =>
            (line.match(word) ?? []).map((got) => `${file}:${at + 1} "${got}": ${plainer}`),
          ),
        ),
    )
  expect(found).toEqual([])
})
