import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { PAGE_FILES, WEB_READERS } from '../../src/pages/listing.ts'
import { PAGE_CSP } from '../../src/pages/page.ts'
import { FEEDS_CSS } from '../../src/pages/styles.ts'

const docs = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'pages.md'), 'utf8')

it('docs/pages.md names every file and the policy to send', () => {
  for (const name of Object.values(PAGE_FILES)) expect(docs).toContain(`\`${name}\``)
  expect(docs).toContain(`\n  ${PAGE_CSP}\n`)
})

it('the pages ask for nothing that the policy forbids, and know readers at https only', () => {
  expect(FEEDS_CSS).not.toMatch(/@import|url\(/)
  expect(WEB_READERS.map(({ subscribeUrl }) => new URL(subscribeUrl).protocol)).not.toContain('http:')
})
