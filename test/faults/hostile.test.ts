import { execFileSync } from 'node:child_process'
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { createPublisher } from '../../src/app.ts'
import { checkFeed } from '../../src/gate/check.ts'
import { findingText } from '../../src/reporting/finding-text.ts'
import { quietReporter } from '../../src/reporting/quiet-reporter.ts'
import { markdown, siteFolder } from '../support/site.ts'

const yaml = (more: string, body = 'Text.'): string =>
  `---\ntitle: Hostile\ndate: 2024-01-02\nid: tag:example.org,2024:hostile\n${more}---\n\n${body}\n`
const bomb = [
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...[...'bcdefgh'].map((name, index) => {
    const before = 'abcdefgh'[index]
    return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`
  }),
].join('\n')

/** What lies at `world/hostile.md`. */
type Lie = string | Uint8Array | ((path: string) => unknown)

/** What hostile file → the code of the error that leaves it out. */
const LEFT_OUT: readonly (readonly [kind: string, lie: Lie, code: string])[] = [
  ['an alias bomb', yaml(`${bomb}\n`), 'front-matter-alias'],
  [
    'a YAML tag that makes a function',
    yaml('x: !!js/function "function () { return 1 }"\n'),
    'front-matter-tag',
  ],
  [
    'a YAML tag that makes an object',
    yaml('x: !!python/object/apply:os.system ["true"]\n'),
    'front-matter-tag',
  ],
  ['a key that stands twice', yaml('title: Another\n'), 'front-matter-duplicate-key'],
  [
    'YAML nested 10,000 levels',
    yaml(`x: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`),
    'front-matter-invalid',
  ],
  ['front matter that never ends', '---\ntitle: Hostile\n', 'front-matter-unclosed'],
  ['front matter in JavaScript', `---js\nprocess.exit(1)\n${yaml('')}`, 'front-matter-language'],
  ['front matter of 1 MB', yaml(`summary: ${'x'.repeat(1_000_000)}\n`), 'front-matter-too-large'],
  ['a title of 1 MB in the text', `# ${'T'.repeat(1_000_000)}\n\nText.\n`, 'title-too-long'],
  ['a title of 2,000 characters', yaml('').replace('Hostile', 'T'.repeat(2000)), 'title-too-long'],
  ['a file of 11 MB', yaml('', 'x'.repeat(11_000_000)), 'file-unreadable'],
  ['the 30th of February', yaml('').replace('2024-01-02', '2024-02-30'), 'date-invalid'],
  ['the year 9999', yaml('').replace('2024-01-02', '9999-12-31'), 'date-invalid'],
  [
    'an id that runs',
    yaml('').replace('tag:example.org,2024:hostile', '"javascript:alert(1)"'),
    'value-invalid',
  ],
  ['an address that runs', yaml('url: "javascript:alert(1)"\n'), 'value-invalid'],
  ['an embargo no one can read', yaml('embargoedUntil: next week\n'), 'date-invalid'],
  ['invalid UTF-8', Buffer.concat([Buffer.from(yaml('')), Buffer.from([0xc3, 0x28])]), 'text-not-utf-8'],
  ['UTF-16', Buffer.from(`\ufeff${yaml('')}`, 'utf16le'), 'text-not-utf-8'],
  ['UTF-16 without a mark', Buffer.from(yaml(''), 'utf16le'), 'text-not-utf-8'],
  ['Latin-1', Buffer.from(yaml('', 'café'), 'latin1'), 'text-not-utf-8'],
  ['a folder named like an article', (path) => mkdir(path), 'not-a-file'],
  ['a FIFO that never says anything', (path) => execFileSync('mkfifo', [path]), 'not-a-file'],
  ['a link to itself', (path) => symlink('hostile.md', path), 'link-broken'],
  ['a link to nothing', (path) => symlink('nothing.md', path), 'link-broken'],
  ['a link that leads out', (path) => symlink('/etc/passwd', path), 'link-leads-out'],
  ['a link to an endless file', (path) => symlink('/dev/zero', path), 'link-leads-out'],
]

/** What hostile article → a word of it that must be in the feed, and what must not. */
const MADE_SAFE: readonly (readonly [kind: string, text: string, kept: RegExp, gone: RegExp])[] = [
  ['a script', yaml('', 'Before <script>alert(1)</script> after'), /Before {1,2}after/, /alert/],
  ['a script in pieces', yaml('', 'Before <scr<script>ipt>alert(1)</script>'), /Before/, /<script|alert/],
  [
    'an event handler',
    yaml('', '<img src="https://c.example/a.jpg" onerror="alert(1)">'),
    /a\.jpg/,
    /onerror|alert/,
  ],
  ['javascript: in a link', yaml('', '<a href=" java&#x09;script:alert(1)">text</a>'), /text/, /script:/],
  ['javascript: in Markdown', yaml('', '[text](javascript:alert(1))'), /text/, /href/],
  [
    'data: in an image',
    yaml('', 'Text <img src="data:image/svg+xml,<svg onload=alert(1)>">'),
    /Text/,
    /data:|onload/,
  ],
  [
    'SVG with a handler',
    yaml('', 'Text <svg onload=alert(1)><script>1</script></svg>'),
    /Text/,
    /svg|onload/,
  ],
  [
    'a frame of a stranger',
    yaml('', '<iframe src="https://evil.example/x"></iframe>'),
    /https:\/\/evil/,
    /iframe/,
  ],
  [
    'a frame with its own page',
    yaml('', 'Text <iframe srcdoc="<script>1</script>"></iframe>'),
    /Text/,
    /iframe|srcdoc/,
  ],
  [
    'CSS that loads and covers',
    yaml('', '<p style="position:fixed;background:url(//e.example)">Text</p>'),
    /Text/,
    /style|position/,
  ],
  ['the end of CDATA', yaml('', 'Text ]]> text ]]]]><![CDATA[>'), /Text/, /<p>[^"]*<!\[CDATA/],
  [
    'a document type with an entity',
    yaml('', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>Text &e;'),
    /Text/,
    /<!DOCTYPE/,
  ],
  ['half a surrogate pair', yaml('summary: "Text \\ud800."\n'), /Text/, /\ud800|\ufffd/],
  [
    'control characters',
    yaml('', 'Text \u0000\u0007\u001b[31m\ufffe end'),
    /Text \[31m end/,
    /[\u0000-\u0008\u001b\ufffe]/,
  ],
  ['HTML nested 5,000 levels', yaml('', `${'<div>'.repeat(5000)}Text`), /Text/, /<div/],
  ['quotations nested 90 levels', yaml('', `${'> '.repeat(90)}Text`), /Text/, /script/],
  ['a body of 2 MB', yaml('', 'word '.repeat(400_000)), /word/, /script/],
  [
    '4,000 tags',
    yaml(`tags: [${Array.from({ length: 4000 }, (_, tag) => `t${tag}`).join(', ')}]\n`),
    /t99\b/,
    /t101\b/,
  ],
  ['a prototype', yaml('__proto__: {polluted: 1}\nconstructor: 1\n'), /Text/, /polluted/],
  ['a leap second', yaml('').replace('2024-01-02', '2016-12-31T23:59:60Z'), /Text/, /:60/],
  [
    'an hour that is skipped',
    yaml('').replace('2024-01-02', '2024-03-31T02:30'),
    /2024-03-31T0[0-9]:30/,
    /script/,
  ],
]

const GOOD = { 'content/world/good.md': markdown('Good', '2024-01-01', 'id: tag:example.org,2024:good\n') }

async function build(lie: Lie) {
  const folder = await siteFolder(GOOD)
  const path = join(folder, 'content/world/hostile.md')
  await mkdir(dirname(path), { recursive: true })
  if (typeof lie === 'function') await lie(path)
  else await writeFile(path, lie)
  const publisher = await createPublisher({
    cwd: folder,
    compress: false,
    reporter: quietReporter,
    now: () => Date.UTC(2024, 5, 1),
  })
  try {
    const report = await publisher.run()
    const texts = await Promise.all(
      ['rss.xml', 'atom.xml', 'feed.json'].map((name) => readFile(join(folder, 'out/world', name))),
    )
    return { report, texts }
  } finally {
    await publisher.close()
  }
}

/** What the feed says, whatever its format escapes. */
const itemsOf = (texts: readonly Uint8Array[]): readonly { id: string; content_html?: string }[] => {
  const { items }: { items: { id: string }[] } = JSON.parse(Buffer.from(texts[2] ?? []).toString('utf8'))
  return items
}

describe('what no feed can carry is left out by name, and the others are published', () => {
  it.each(LEFT_OUT)('%s', async (_kind, lie, code) => {
    const { report, texts } = await build(lie)
    const errors = report.findings.filter(({ severity }) => severity === 'error')
    expect(errors.map((one) => [one.file, one.code])).toEqual([['content/world/hostile.md', code]])
    expect(errors.map((finding) => findingText(finding)).join().length, 'is readable').toBeLessThan(1000)
    expect(errors[0]?.fix).toBeDefined()
    expect(itemsOf(texts).map(({ id }) => id)).toEqual(['tag:example.org,2024:good'])
  })

  it.skipIf(process.getuid?.() === 0)('a file no one may read', async () => {
    const { report } = await build(async (path) => {
      await writeFile(path, yaml(''))
      await chmod(path, 0)
    })
    expect(report.findings.map(({ file, code }) => [file, code])).toEqual([
      ['content/world/hostile.md', 'file-unreachable'],
    ])
  })
})

describe('what can be made safe is published safely', () => {
  it.each(MADE_SAFE)('%s', async (_kind, text, kept, gone) => {
    const { report, texts } = await build(text)
    expect(report.findings.filter(({ severity }) => severity === 'error')).toEqual([])
    const hostile = itemsOf(texts).find(({ id }) => id === 'tag:example.org,2024:hostile')
    expect(JSON.stringify(hostile)).toMatch(kept)
    expect(JSON.stringify(hostile)).not.toMatch(gone)
    expect(texts.flatMap((bytes) => checkFeed(bytes).findings)).toEqual([])
    expect(itemsOf(texts)).toHaveLength(2)
  })
})
