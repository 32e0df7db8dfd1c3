import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAddress } from '../../src/article/address.ts'
import { isPrivateHost } from '../../src/article/private-host.ts'
import { found } from './desk.ts'

const BASE = 'https://example.org/world/a/'
const link = (ref: string) => readAddress(ref, BASE, 'link')

/** What surrounds or begins an address once it was pasted, and stands for nothing. */
const UNSEEN = [
  '\u200b',
  '\u2060',
  '\u200e',
  '\u200f',
  '\ufeff',
  '\u00a0',
  '\u00ad',
  '\u202a',
  '\u2069',
  ' ',
  '\t',
  '%E2%80%8B',
]

describe('an address pasted by an author', () => {
  it.each(UNSEEN)('is trimmed of %j', (unseen) => {
    const before = unseen.startsWith('%') ? '' : unseen
    for (const end of ['report', 'report/', 'report.pdf?a=1#b', 'ü'])
      expect(link(`${before}${before}https://port.example/${end}${unseen}${unseen}`)).toEqual(
        link(`https://port.example/${end}`),
      )
  })

  it.each(['”…”', '“…”', '„…“', '«…»', '»…«', '‘…’', '"…"', '<…>', '“…', '…”', '”…\u200b”', '\u200b„…“'])(
    'is trimmed of the quotation marks of %s',
    (marks) =>
      expect(link(marks.replace('…', 'https://port.example/one'))).toEqual({
        url: 'https://port.example/one',
      }),
  )

  it.each([
    ['http://https://port.example/x', 'https://port.example/x'],
    ['https://http://port.example/x', 'http://port.example/x'],
    ['http://https//port.example/x', 'https://port.example/x'],
    ['https:/port.example/one', 'https://port.example/one'],
    ['https:port.example/one', 'https://port.example/one'],
    ['https:///port.example/one', 'https://port.example/one'],
    ['http//port.example', 'http://port.example/'],
    ['http;//port.example', 'http://port.example/'],
    ['htttps://port.example/', 'https://port.example/'],
    ['ttps://port.example/', 'https://port.example/'],
    ['://port.example/', 'https://port.example/'],
    ['www.port.example', 'https://www.port.example/'],
    ['www.port.example/a?b', 'https://www.port.example/a?b'],
    ['WWW.Port.Example', 'https://www.port.example/'],
    ['desk@port.example', 'mailto:desk@port.example'],
    ['mailto://desk@port.example', 'mailto:desk@port.example'],
    ['mailto: desk@port.example', 'mailto:desk@port.example'],
  ])('%s is %s', (ref, url) => expect(link(ref)).toEqual({ url }))

  it.each([
    'https://port.example/a’s',
    'https://web.archive.org/web/2020/https://port.example/',
    'mailto:desk@port.example?subject=A',
    'tel:+4930123',
    'https://www.google.com/search?q=safelinks',
    'https://www.google.com/url',
    'https://www.facebook.com/harbour/posts/1?u=https://port.example/',
    'https://port.example/url?q=https://other.example/',
  ])('%s is not changed', (ref) => {
    const { url, remark } = link(ref)
    expect(remark?.code === undefined || ref.endsWith('/url')).toBe(true)
    expect(decodeURI(url ?? '')).toBe(ref)
  })

  it.each([
    ['www', 'https://example.org/world/a/www'],
    ['a/b.html', 'https://example.org/world/a/a/b.html'],
    ['https.html', 'https://example.org/world/a/https.html'],
    ['./port.com/x', 'https://example.org/world/a/port.com/x'],
    ['/www.port.example', 'https://example.org/www.port.example'],
    ['?q=www.port.example', 'https://example.org/world/a/?q=www.port.example'],
    ['#n1', 'https://example.org/world/a/#n1'],
    ['//cdn.example/x', 'https://cdn.example/x'],
  ])('%s is a path', (ref, url) => expect(link(ref)).toEqual({ url }))

  it('is not changed by a second parse', () => {
    const part = fc.constantFrom(
      ...UNSEEN,
      ..."“”«<'",
      'http',
      's',
      ':',
      '/',
      '//',
      'www.',
      'a',
      '.',
      'com',
      '@',
      '%',
      '?',
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const { url } = link(parts.join(''))
        if (url !== undefined) expect(link(url).url).toBe(url)
      }),
      { seed: 5, numRuns: 5000 },
    )
  })

  it.each([
    ['javascript:void(0)', undefined],
    ['JavaScript:x', undefined],
    ['', undefined],
    ['cid:part1@port.example', 'address-invalid'],
    ['file:///C:/Users/jane/map.png', 'address-invalid'],
    ['C:\\Users\\jane\\map.png', 'address-invalid'],
    ['blob:https://port.example/1', 'address-invalid'],
    ['ftp://port.example/x', 'address-invalid'],
    ['https://', 'address-invalid'],
    ['https://port example/', 'address-invalid'],
    ['https://port.example/re\u200bport', 'address-doubtful'],
    ['https://exam\u200bple.org/', 'address-doubtful'],
    ['a “b” c', 'address-doubtful'],
    ['port.com', 'address-doubtful'],
    ['news.port.co.uk/x', 'address-doubtful'],
    ['http://localhost:1313/b', 'address-private'],
    ['https://eu-central-1.protection.sophos.com/?d=port.example&u=aHR0', 'address-redirector'],
    ['https://protect-eu.mimecast.com/s/AbCd?domain=port.example', 'address-redirector'],
  ])('%j causes the finding %s', (ref, code) => expect(link(ref).remark?.code).toBe(code))
})

describe('a link through a redirector is replaced by its destination', () => {
  const target = 'https://port.example/a-b_c?d=1&e=2#f'
  const coded = encodeURIComponent(target)
  it.each([
    `https://www.google.com/url?q=${coded}&sa=D&source=editors&usg=AOvVaw0`,
    `https://www.google.co.uk/url?sa=t&url=${coded}`,
    `https://eur01.safelinks.protection.outlook.com/?url=${coded}&data=05%7C02%7Cjane.doe%40quay.example%7Cabc&reserved=0`,
    `https://eur01.safelinks.protection.outlook.com/ap/w-59584e83/?url=${coded}&data=x`,
    `https://l.facebook.com/l.php?u=${coded}&h=AT0`,
    `https://www.linkedin.com/safety/go?url=${coded}`,
    `https://slack-redir.net/link?url=${coded}`,
    `https://steamcommunity.com/linkfilter/?u=${coded}`,
    `https://href.li/?${coded}`,
    `https://www.youtube.com/redirect?event=video_description&q=${coded}`,
    `https://urldefense.proofpoint.com/v2/url?u=https-3A__port.example_a-2Db-5Fc-3Fd-3D1-26e-3D2-23f&d=DwMF&r=jane`,
    `https://urldefense.com/v3/__https://port.example/a-b_c?d=1&e=2*f__;Iw!!abc!def$`,
    `https://linkprotect.cudasvc.com/url?a=${coded}&c=E,1,x`,
    `https://secure-web.cisco.com/1abc/${coded}`,
    `https://www.google.com/url?q=${encodeURIComponent(`https://eur01.safelinks.protection.outlook.com/?url=${coded}`)}`,
  ])('%s', (ref) => expect(link(ref)).toEqual({ url: target }))

  it.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '/relative'])(
    'but not to %s',
    (end) => {
      const ref = `https://www.google.com/url?q=${encodeURIComponent(end)}`
      expect(link(ref)).toMatchObject({ url: ref, remark: { code: 'address-redirector' } })
    },
  )

  it('is removed if the destination is private, and reported if it is nested too deeply', () => {
    expect(
      link(`https://www.google.com/url?q=${encodeURIComponent('http://cms.local/x')}`).url,
    ).toBeUndefined()
    const wrap = (url: string) => `https://slack-redir.net/link?url=${encodeURIComponent(url)}`
    const deep = Array.from({ length: 9 }).reduce<string>(wrap, target)
    expect(link(deep).remark?.code).toBe('address-redirector')
  })
})

describe('hosts that no reader can reach', () => {
  it.each([
    'http://localhost:1313/',
    'http://LOCALHOST./',
    'http://preview.localhost/',
    'http://127.0.0.1:8080/',
    'http://0x7f.1/',
    'http://2130706433/',
    'http://10.1.2.3/',
    'http://172.31.0.1/',
    'http://192.168.1.4/',
    'http://169.254.169.254/',
    'http://100.64.0.1/',
    'http://0.0.0.0/',
    'http://[::1]/',
    'http://[fd00::1]/',
    'http://[fe80::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://cms.local/x',
    'http://cms/x',
    'http://news.internal/',
    'http://nas.home.arpa/',
  ])('%s', (url) => expect(isPrivateHost(new URL(url).hostname)).toBe(true))

  it.each([
    'https://example.org/',
    'http://172.32.0.1/',
    'http://11.0.0.1/',
    'http://100.128.0.1/',
    'http://8.8.8.8/',
    'http://[2606:4700::1111]/',
    'http://[::ffff:8.8.8.8]/',
    'https://localhost.example/',
    'https://local.example.com/',
    'https://127.0.0.1.nip.io/',
  ])('but not %s', (url) => expect(isPrivateHost(new URL(url).hostname)).toBe(false))

  it('may be linked to in a preview on the same host', () =>
    expect(readAddress('/b', 'http://localhost:1313/a/', 'link')).toEqual({ url: 'http://localhost:1313/b' }))
})

describe('the address of the article itself', () => {
  const of = (url: string) => found(`---\ntitle: A\ndate: 2024-01-01\nurl: "${url}"\n---\nx`)
  it.each(['https://example.org/b\u200b', '“https://example.org/b”', 'www.example.org/b'])(
    '%j is repaired',
    (url) => expect(of(url)).toEqual([]),
  )
  it.each([
    'http://localhost:1313/b/',
    'http://cms.local/b',
    'https://example.org/a\u200bb',
    'example.com/b',
  ])('%j causes the article to be left out', (url) => expect(of(url)).toEqual(['value-invalid 4:6']))
})
