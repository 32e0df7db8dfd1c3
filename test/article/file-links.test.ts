import { expect, it } from 'vitest'
import { markdownToHtml } from '../../src/article/markdown.ts'

it.each([
  ['a reference', '[the strike][s]\n\n[s]: strike.md'],
  ['an encoded dot', '[the strike](strike%2Emd)'],
  ['an encoded dot and a fragment', '[the strike](./strike%2emarkdown#union)'],
])('takes the link to an article file away from %s', (_, text) => {
  expect(markdownToHtml(text, { url: 'https://harbour.example/' }, () => {})).not.toContain('strike.m')
  expect(markdownToHtml(text, { url: 'https://harbour.example/' }, () => {})).not.toMatch(/strike%2em/i)
})
