import { describe, expect, it } from 'vitest'
import { leaseSettingsOf, ledgerAddressOf } from '../../src/config/lease-settings.ts'
import { parseSettings } from '../../src/config/parse.ts'

const parse = (lease: string) =>
  parseSettings(`title: T\nurl: https://example.org/\nsince: 2024\n${lease}`, 'site.yaml')
const read = (lease: string, env = {}) => {
  const { value } = parse(lease)
  return value === undefined ? undefined : leaseSettingsOf(value, env)
}

describe('the lease', () => {
  it.each([
    ['', {}, { url: undefined, seconds: 15, name: 'https://example.org/' }],
    ['feedsUrl: https://feeds.example.org/', {}, { name: 'https://feeds.example.org/' }],
    ['lease: { url: "redis://10.0.0.5/1", seconds: 30, name: news }', {}, { seconds: 30, name: 'news' }],
    [
      'lease: { url: "redis://10.0.0.5/1" }',
      { FEEDWRIGHT_LEASE_URL: 'postgres://u:p@db/x' },
      { url: 'postgres://u:p@db/x' },
    ],
    ['lease: { url: "redis://10.0.0.5/1" }', { FEEDWRIGHT_LEASE_URL: '' }, { url: 'redis://10.0.0.5/1' }],
  ])('of %j in %j', (text, env, expected) => {
    expect(read(text, env)).toMatchObject(expected)
  })

  it.each([
    'lease: { url: "https://10.0.0.5/" }',
    'lease: { url: "redis://:secret@10.0.0.5/" }',
    'lease: { url: 10.0.0.5 }',
    'lease: { url: "redis://" }',
    'lease: { url: "redis:///0" }',
    'lease: { url: "rediss://:6379/0" }',
    'lease: { url: "redis://10.0.0.5/feeds" }',
    'lease: { url: "redis://10.0.0.5:99999/0" }',
    'lease: { url: "postgres://" }',
    'lease: { url: "postgres:///feeds" }',
    'lease: { name: "" }',
    'lease: { seconds: 1.5 }',
    'lease: { seconds: 3 }',
  ])('is not read from %s', (text) => {
    expect(parse(text).findings.map(({ code }) => code)).toEqual(['settings-value'])
  })

  it('never prints what the environment holds', () => {
    for (const address of ['mysql://u:secret@db', 'redis://:secret@', 'postgres://u:secret@/feeds'])
      expect(() => read('', { FEEDWRIGHT_LEASE_URL: address })).toThrow(
        /^(?!.*secret).*FEEDWRIGHT_LEASE_URL is not an address of Redis or Postgres/,
      )
  })
})

describe('the ledger', () => {
  const addressOf = (text: string, env = {}) => {
    const { value } = parse(text)
    return value === undefined ? 'refused' : ledgerAddressOf(value, env)
  }

  it.each([
    ['', {}, undefined],
    ['ledger: file:shared/ledger.jsonl', {}, 'file:shared/ledger.jsonl'],
    ['ledger: file:a', { FEEDWRIGHT_LEDGER_URL: 'file:///srv/b' }, 'file:///srv/b'],
    ['ledger: file:a', { FEEDWRIGHT_LEDGER_URL: '' }, 'file:a'],
    ['ledger: shared/ledger.jsonl', {}, 'refused'],
    ['ledger: "file:"', {}, 'refused'],
    ['ledger: file://shared/ledger.jsonl', {}, 'refused'],
    ['ledger: "file://[/ledger.jsonl"', {}, 'refused'],
    ['ledger: file:///srv/ledger.jsonl', {}, 'file:///srv/ledger.jsonl'],
    ['ledger: redis://', {}, 'refused'],
    ['ledger: postgres:///feeds', {}, 'refused'],
    ['ledger: "postgres:///feeds?host=/run/postgresql"', {}, 'postgres:///feeds?host=/run/postgresql'],
    ['ledger: redis://10.0.0.5/1', {}, 'redis://10.0.0.5/1'],
    ['ledger: redis://:secret@10.0.0.5/1', {}, 'refused'],
    ['ledger: https://10.0.0.5/', {}, 'refused'],
    ['ledger: { url: file:a }', {}, 'refused'],
  ])('of %j in %j', (text, env, expected) => {
    expect(addressOf(text, env)).toBe(expected)
  })

  it('never prints what the environment holds', () => {
    expect(() => addressOf('', { FEEDWRIGHT_LEDGER_URL: 'mysql://u:secret@db' })).toThrow(
      /^(?!.*secret).*FEEDWRIGHT_LEDGER_URL is not the address of a ledger/,
    )
  })
})
