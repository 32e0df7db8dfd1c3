import { describe, expect, it } from 'vitest'
import { importCapture } from '../../src/article/capture/import.ts'
import { article, CONTEXT, found, parse, raw, SITE } from './desk.ts'

const UNDATED = '---\ntitle: A\n---\nx'

describe('the day in the name of a file', () => {
  it.each(['world/2016-13-26-ferry.md', 'world/2016_02_30_ferry.md'])(
    'is an error if it does not exist, unless the article has a date: %s',
    (key) => {
      expect(found(UNDATED, key)).toEqual(['date-invalid'])
      expect(found('---\ntitle: A\ndate: 2016-11-26\n---\nx', key)).toEqual([])
    },
  )

  it('is only a warning if readers have the article', () => {
    const { value, doubt } = parse(UNDATED, 'world/2016-13-26-ferry.md')
    expect(value).toMatchObject({ status: 'live' })
    expect(doubt?.published).toMatchObject({ code: 'date-missing', severity: 'warning' })
  })

  it.each([
    ['world/2016-11-26-ferry-line-opens.md', '2016-11-26T00:00:00Z'],
    ['world/2016-11-26-ferry.markdown', '2016-11-26T00:00:00Z'],
    ['world/2016-11-26_ferry.md', '2016-11-26T00:00:00Z'],
    ['world/2016-11-26 ferry.md', '2016-11-26T00:00:00Z'],
    ['world/2016-11-26.md', '2016-11-26T00:00:00Z'],
    ['world/2019/2016-11-26-ferry.md', '2016-11-26T00:00:00Z'],
    ['world/2016-11-26-ferry/index.md', '2016-11-26T00:00:00Z'],
    ['world/20161126-ferry.md', '2016-11-26T00:00:00Z'],
    ['world/2016_11_26_ferry.md', '2016-11-26T00:00:00Z'],
    ['world/2016.11.26.ferry.md', '2016-11-26T00:00:00Z'],
    ['world/2016/11/26/ferry.md', '2016-11-26T00:00:00Z'],
    ['world/2016/11/26/ferry/index.md', '2016-11-26T00:00:00Z'],
    ['world/2016/11/ferry.md', undefined],
    ['world/2016-11_26-ferry.md', undefined],
    ['world/201611261-ferry.md', undefined],
    ['world/20169926-ferry.md', undefined],
    ['world/2016-11-261.md', undefined],
    ['world/ferry-2016-11-26.md', undefined],
  ])('%s: %s', (key, published) => {
    expect(article(UNDATED, key).published).toBe(published)
    expect(found(UNDATED, key)).toEqual(published === undefined ? ['date-missing'] : [])
  })

  it('is used only if no key states a date', () => {
    expect(article('---\ntitle: A\ndate: 2020-01-02\n---\nx', 'world/2016-11-26-a.md').published).toBe(
      '2020-01-02T00:00:00Z',
    )
  })

  it('is part of the address unless the pattern contains the date', () => {
    const urlWith = (permalink: string) =>
      article(UNDATED, 'world/2016-11-26-ferry.md', { ...CONTEXT, site: { ...SITE, permalink } }).url
    expect(urlWith('/{section}/{slug}/')).toBe('https://example.org/world/2016-11-26-ferry/')
    expect(urlWith('/{year}/{month}/{day}/{slug}/')).toBe('https://example.org/2016/11/26/ferry/')
  })
})

describe('a long name', () => {
  it('is the whole address', () => {
    const name = `${'the-council-votes-'.repeat(12)}part`
    for (const part of ['1', '2'])
      expect(article(UNDATED, `world/${name}-${part}.md`).url).toBe(
        `https://example.org/world/${name}-${part}/`,
      )
  })

  it('is shortened only for the file of an imported page', () => {
    const title = `${'Der Rat der Inseln '.repeat(20)}tagt`
    const page = `Home » World » “${title.slice(0, 290)}”\n\n${'The text of the page goes on and on. '.repeat(9)}\n`
    const name = importCapture(raw(page, 'a.txt'), CONTEXT, { section: 'world' }).value?.fileName ?? ''
    expect(name.length).toBeGreaterThan(80)
    expect(name.length).toBeLessThan(130)
  })
})
