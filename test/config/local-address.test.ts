import { describe, expect, it } from 'vitest'
import { addressRemarks } from '../../src/config/local-address.ts'
import { parseSettings } from '../../src/config/parse.ts'

function remarks(url: string, more = '') {
  const { value } = parseSettings(`title: Post\nurl: ${url}\nsince: 2024\n${more}`, 'site.yaml')
  if (value === undefined) throw new Error(`no settings for ${url}`)
  return addressRemarks(value, 'site.yaml')
}

describe('addressRemarks', () => {
  it.each([
    'http://localhost:1313/',
    'http://127.0.0.1/',
    'http://192.168.1.20/news/',
    'http://[::1]:8080/',
    'http://cms/',
    'http://press.local/',
  ])('warns of %s', (url) => {
    expect(remarks(url)).toEqual([
      expect.objectContaining({
        code: 'settings-address-local',
        severity: 'warning',
        file: 'site.yaml',
        got: url,
      }),
    ])
  })

  it.each(['https://news.example/', 'https://localhost.example/', 'http://203.0.113.9/'])(
    'does not warn of %s',
    (url) => {
      expect(remarks(url)).toEqual([])
    },
  )
})
