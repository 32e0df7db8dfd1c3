import { describe, expect, it } from 'vitest'
import { isPublicAddress } from '../../src/remote/public-address.ts'
import { redirectOf } from '../../src/remote/web-url.ts'

describe('isPublicAddress', () => {
  it.each([
    '93.184.216.34',
    '8.8.8.8',
    '172.32.0.1',
    '2606:2800:220:1::1',
    '2606::1%eth0',
    '::ffff:8.8.8.8',
    '::FFFF:808:808',
  ])('%s is', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })

  it.each([
    ...['127.0.0.1', '127.255.0.1', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
    ...['169.254.169.254', '100.64.0.1', '198.18.0.1', '224.0.0.1', '255.255.255.255', '192.0.2.1'],
    ...[
      '::',
      '::1',
      'fe80::1',
      'fe80::1%eth0',
      'fc00::1',
      'fd12::1',
      'ff02::1',
      '2001:db8::1',
      '2002:7f00:1::',
    ],
    ...['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:a9fe:a9fe', '64:ff9b::7f00:1', '::127.0.0.1'],
    ...['::8.8.8.8', '::808:808', '0:0:0:0:0:0:127.0.0.1', '::ffff:0:7f00:1', '::ffff:0:127.0.0.1'],
    ...[
      '192.88.99.1',
      '192.0.0.1',
      '203.0.113.1',
      '240.0.0.1',
      '64:ff9b:1::1',
      '100::1',
      '2001::1',
      'fec0::1',
    ],
    ...['3fff::1', '5f00::1'],
    ...['', 'localhost', '127.1', '0x7f.1', '8.8', '08.8.8.8', '134744072', '::g', '[2606::1]', '2606::1/64'],
  ])('“%s” is not', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })
})

describe('redirectOf', () => {
  it('says when a step leaves https', () => {
    const from = new URL('https://example.org/a/')
    expect(redirectOf(from, 301, 'http://example.org/')?.isDowngrade).toBe(true)
    expect(redirectOf(from, 301, '../b')).toEqual({
      status: 301,
      from: 'https://example.org/a/',
      to: 'https://example.org/b',
      isDowngrade: false,
    })
    expect(redirectOf(from, 200, 'http://example.org/')).toBeUndefined()
    expect(redirectOf(from, 304, 'http://example.org/')).toBeUndefined()
  })
})
