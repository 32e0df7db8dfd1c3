import { expect, it } from 'vitest'
import { parse } from './desk.ts'
import { DOUBTFUL, NOT_PUBLIC, type Provocation, PUBLIC } from './gate-articles.ts'

function isHeld([title, tags, text]: Provocation): boolean {
  const { value, doubt } = parse(
    `---\ntitle: ${JSON.stringify(title)}\ndate: 2024-01-01\ntags: ${JSON.stringify(tags)}\n---\n\n${text}\n`,
    'world/a.md',
  )
  return value === undefined || doubt !== undefined
}

it('holds no article that a person would call public', () => {
  expect(PUBLIC.filter(isHeld)).toEqual([])
})

it('holds every article whose editor says that it is not public, and doubtful ones', () => {
  expect([...NOT_PUBLIC, ...DOUBTFUL].filter((one) => !isHeld(one))).toEqual([])
})
