import { execFileSync } from 'node:child_process'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { hostileBody, hostileUrl, TITLES } from './hostile-texts.ts'
import type { Random } from './random.ts'

/** Something in a content folder, and what must become of it. */
export interface Plant {
  /** Path below the content folder; bytes where it is no UTF-8. */
  readonly path: string
  readonly rawName?: Uint8Array
  readonly what: Uint8Array | string | { readonly link: string } | 'folder' | 'fifo'
  readonly fate: Fate
}

export type Fate =
  /** In the feed of its section, under exactly this id, title and date. */
  | {
      readonly kind: 'published'
      readonly section: string
      readonly id: string
      readonly title: string
      readonly date: string
    }
  /** Not published; an error names its file. */
  | { readonly kind: 'left out' }
  /** Either of the two, or not even listed. */
  | { readonly kind: 'harmless' }

const SECTIONS = ['world', 'business', 'ünïcode'] as const
const LEFT_OUT: Fate = { kind: 'left out' }
const HARMLESS: Fate = { kind: 'harmless' }

const head = (number: number, more = ''): string =>
  `title: "Bad ${number}"\ndate: 2024-01-01\nid: "tag:example.org,2024:bad/${number}"\n${more}`

/** Text of an article with this YAML. */
const file = (yaml: string, body = 'Text.'): string => `---\n${yaml}---\n\n${body}\n`

/** Front matter that no reader of it may accept. */
const BAD_YAML: readonly ((number: number, random: Random) => string)[] = [
  () =>
    `a: &a [${'x, '.repeat(9)}]\nb: &b [${'*a, '.repeat(9)}]\nc: &c [${'*b, '.repeat(9)}]\nd: [${'*c, '.repeat(9)}]\n`,
  (n) => head(n, `x: ${'*y '.repeat(3)}\n`),
  (n) => head(n, 'run: !!js/function "function () { process.exit(1) }"\n'),
  (n) => head(n, 'tags: !!set {a, b}\nx: !ruby/object:Gem {}\n'),
  (n) => head(n, `title: "Twice ${n}"\n`),
  (n) => head(n, 'tags: [a, b\n'),
  (n) => head(n, `tags: ${'['.repeat(2000)}${']'.repeat(2000)}\n`),
  (n) => head(n, `${Array.from({ length: 900 }, (_, depth) => `${' '.repeat(depth)}k:`).join('\n')}\n`),
  (n) => head(n, '\tindented: with a tab\n'),
  (n) => head(n, `summary: ${'s'.repeat(70_000)}\n`),
  (n) => `title: ${'T'.repeat(1_000_000)}\nid: "tag:example.org,2024:bad/${n}"\n`,
  (n) => head(n).replace(`Bad ${n}`, 'T'.repeat(1001)),
  (n, random) =>
    head(n).replace(
      '2024-01-01',
      random.pick([
        '2024-02-30',
        '0001-01-01',
        '9999-12-31',
        '2024-13-01',
        '2024-01-01T25:00',
        'Mon, 02 Feb 2024 21:00:00 GMT',
        'yesterday',
        '١٢',
        '2024-01-01T00:00:00+99:00',
      ]),
    ),
  (n, random) =>
    head(n).replace(
      `tag:example.org,2024:bad/${n}`,
      random.pick(['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', 'file:///etc/passwd']),
    ),
  (n, random) =>
    head(
      n,
      `url: "${random.pick(['javascript:alert(1)', 'data:,x', 'vbscript:x', 'https://', 'mailto:a@b.c'])}"\n`,
    ),
  (n) => head(n, 'draft: flase\n'),
  (n) => head(n, 'embargoedUntil: soon\n'),
  (n) => head(n, 'withdrawn: [yes]\n'),
  (n) => head(n, 'title: {a: b}\n').replace(`title: "Bad ${n}"\n`, ''),
  (n) => head(n, 'section: nowhere\n'),
  (n) => head(n, '{x: y}: z\n'),
  (n) => `- title: "Bad ${n}"\n- list\n`,
  (n) => head(n).replace(`title: "Bad ${n}"\n`, 'title: ""\n'),
]

/** Front matter that is odd and may be read or refused. */
const ODD_YAML: readonly ((number: number, random: Random) => string)[] = [
  (n) => head(n, `tags: [${Array.from({ length: 4000 }, (_, tag) => `t${tag}`).join(', ')}]\n`),
  (n) => head(n, 'summary: "\\ud800 \\udc00 \\0 \\x07 \\u202e"\nauthor: "\\ud83d <x@\\udc00>"\n'),
  (n, random) => head(n, `image: ${JSON.stringify(hostileUrl(random))}\n`),
  (n, random) =>
    head(
      n,
      `enclosures: [{url: ${JSON.stringify(hostileUrl(random))}, length: -1, type: "text/html; x=<y>"}]\n`,
    ),
  (n, random) =>
    head(
      n,
      `author: [{name: "<b>&]]></b>", email: "a@b\\r\\nBcc: c@d.e", url: ${JSON.stringify(hostileUrl(random))}}]\n`,
    ),
  (n, random) =>
    head(
      n,
      `slug: ${JSON.stringify(random.pick(['../../x', '..', '.', 'a/b', '%2e%2e', 'ſ', '', ' ', 'x'.repeat(300), 'con', '\u202e']))}\n`,
    ),
  (n, random) =>
    head(
      n,
      `language: ${JSON.stringify(random.pick(['x', 'en_GB', 'zh-Hant-TW', 'i-klingon', '<b>', 'e'.repeat(500), '\ud83d']))}\n`,
    ),
  (n) => head(n, '__proto__: {polluted: true}\nconstructor: x\ntoString: y\nhasOwnProperty: z\n'),
  (n, random) =>
    head(n).replace(
      '2024-01-01',
      random.pick([
        '1900-01-01',
        '2016-12-31T23:59:60Z',
        '2024-03-31T02:30',
        '2024-10-27 02:30',
        '2024-02-29',
        '2200-12-31',
      ]),
    ),
  (n) => head(n, 'updated: 2199-01-01\nembargoedUntil: 1999-01-01\n'),
  (n) => head(n, 'withdrawn: true\nreason: "<script>]]></script> \\u202e"\n'),
  (n) => head(n, '# comment\n? complex\n: value\n'),
  (n) => `%YAML 1.2\n# comment\n${head(n)}`,
]

const SAVED_PAGES = [
  'Home » world » “”\n\nLeave a Comment\n\nShare\nTweet\n',
  'video-container">\n\nvideo-container">\n',
  '\n\n\n',
  '“Title”\n\n“Title”\n\n<script>alert(1)</script> and a paragraph that is long enough to be one, with ]]> in it.\n',
  `${'Home » '.repeat(5000)}\n\n${'x '.repeat(100_000)}\n`,
] as const

/** The plants of one site: half of them good in spite of everything, so that it shows who was harmed by the others. */
export function hostileSite(random: Random, size: number): readonly Plant[] {
  return Array.from({ length: size }, (_, number) =>
    random.chance(0.4) ? good(random, number) : bad(random, number),
  ).flat()
}

function good(random: Random, number: number): Plant {
  const section = random.pick(SECTIONS)
  const title = random.pick(TITLES)
  const id = `tag:example.org,2024:good/${number}`
  const date = new Date(
    Date.UTC(
      2015 + random.below(9),
      random.below(12),
      1 + random.below(28),
      random.below(24),
      random.below(60),
      number % 60,
    ),
  )
  const extra = random.chance(0.5)
    ? ''
    : `tags: [a, ${JSON.stringify(random.pick(TITLES).slice(0, 100))}]\nauthor: ${JSON.stringify(random.pick(TITLES).slice(0, 100))}\n`
  const yaml = `title: ${JSON.stringify(title)}\ndate: ${date.toISOString().slice(0, 19)}Z\nid: ${id}\n${extra}`
  const name = random.pick([
    '',
    'with space ',
    'new\nline ',
    'ünï ',
    '日本 ',
    '%2e%2e ',
    '-rf ',
    '$(x) ',
    'quo\'te" ',
    '&<> ',
    '‮',
    'deep/er/and/deeper/',
  ])
  const text = `${random.chance(0.2) ? '\ufeff' : ''}${file(yaml, hostileBody(random))}`.replace(
    /\r\n?|\n/g,
    random.pick(['\n', '\r\n', '\r']),
  )
  return {
    path: `${section}/${name}${number}.${random.chance(0.1) ? 'MD' : 'md'}`,
    what: text,
    fate: { kind: 'published', section, id, title, date: `${date.toISOString().slice(0, 19)}Z` },
  }
}

function bad(random: Random, number: number): Plant | readonly Plant[] {
  const section = random.pick(SECTIONS)
  const path = `${section}/bad ${number}.md`
  const text = file(random.pick(ODD_YAML)(number, random), hostileBody(random))
  switch (random.below(16)) {
    case 0:
    case 1:
    case 2:
    case 3:
    case 4:
      return { path, what: file(random.pick(BAD_YAML)(number, random), hostileBody(random)), fate: LEFT_OUT }
    case 5:
    case 6:
    case 7:
      return { path, what: text, fate: HARMLESS }
    case 8:
      return {
        path,
        what: random.pick([
          Buffer.from(text, 'utf16le'),
          Buffer.from(`\ufeff${text}`, 'utf16le'),
          Buffer.from(`${file(head(number))}caf\xe9`, 'latin1'),
        ]),
        fate: LEFT_OUT,
      }
    case 9:
      return {
        path,
        what: random.pick([
          `---js\n${text}`,
          `+++\n${text}`,
          `---\n${head(number)}`,
          '',
          'Only text, no title, no date.',
        ]),
        fate: LEFT_OUT,
      }
    case 10:
      return {
        path,
        what: {
          link: random.pick([
            `bad ${number}.md`,
            '../../../etc/passwd',
            '/etc/hostname',
            'nowhere.md',
            '..',
            '/proc/self/mem',
          ]),
        },
        fate: LEFT_OUT,
      }
    case 11:
      return { path, what: random.pick(['folder', 'fifo'] as const), fate: LEFT_OUT }
    case 12:
      return [
        { path: `${section}/caf\u00e9 ${number}.md`, what: file(head(number)), fate: LEFT_OUT },
        { path: `${section}/cafe\u0301 ${number}.md`, what: file(head(number)), fate: LEFT_OUT },
      ]
    case 13:
      return {
        path: `${section}/x`,
        rawName: Buffer.concat([Buffer.from(`name${number}`), Buffer.from([0xff, 0xfe]), Buffer.from('.md')]),
        what: file(head(number)),
        fate: HARMLESS,
      }
    case 14:
      return ['world', 'business'].map((name) => ({
        path: `${name}/twin ${number}.md`,
        what: file(head(number)),
        fate: LEFT_OUT,
      }))
    default:
      return { path: `${section}/page ${number}.txt`, what: random.pick(SAVED_PAGES), fate: HARMLESS }
  }
}

export async function plant(contentDir: string, plants: readonly Plant[]): Promise<void> {
  for (const { path, rawName, what } of plants) {
    const whole = join(contentDir, path)
    await mkdir(dirname(whole), { recursive: true })
    if (rawName !== undefined)
      await writeFile(Buffer.concat([Buffer.from(`${dirname(whole)}/`), rawName]), String(what))
    else if (what === 'folder') await mkdir(whole)
    else if (what === 'fifo') execFileSync('mkfifo', ['--', whole])
    else if (typeof what === 'object' && 'link' in what) await symlink(what.link, whole)
    else await writeFile(whole, what)
  }
}
