import { describe, expect, it } from 'vitest'
import { parseSettings } from '../../src/config/parse.ts'
import { formats } from '../support/formats.ts'

const FIRST = 'title: The Times\nurl: https://example.org\nsince: 2024\n'

/** What parsing says, one line a finding: `line:column code message | got | expected | fix`. */
function complaints(text: string): readonly string[] {
  return parseSettings(text, 'site.yaml').findings.map(
    (f) => `${f.line}:${f.column} ${f.code} ${f.message} | ${f.got} | ${f.expected} | ${f.fix}`,
  )
}

describe('parseSettings', () => {
  it('fills in every default that depends on nothing else', () => {
    const { value, findings } = parseSettings(FIRST, 'site.yaml')
    expect(findings).toEqual([])
    expect(value).toMatchObject({
      url: 'https://example.org/',
      since: '2024',
      language: 'en',
      timeZone: 'UTC',
      schedule: { cron: '*/15 * * * *', minutesBetweenRuns: 15 },
      permalink: '/{section}/{slug}/',
      limit: 50,
      content: 'full',
      teasers: false,
      continueReading: false,
      leadFigure: false,
      formats: ['rss', 'atom', 'json'],
      maxBytes: 1_048_576,
      tombstoneDays: 90,
      maxLateItems: 10,
      archiveSize: 0,
      deltas: 24,
      serve: {
        port: 8080,
        host: '127.0.0.1',
        basePath: '/',
        trustedProxies: [],
        rateLimit: { requests: 600, seconds: 3600 },
      },
      statePath: '.feedwright',
    })
  })

  it('accepts exactly the existing formats', () => {
    const names = formats.map(({ name }) => name)
    const { value } = parseSettings(`${FIRST}formats: [${names.toReversed()}]\n`, 'site.yaml')
    expect(value?.formats).toEqual(names)
  })

  it('reports all mistakes of a file in order, with place, value and fix', () => {
    const text = `title: 5
url: example.org
sinse: 2020
timezone: Europe/Paris
schedule: "61 * * * *"
limit: 0
formats: [rss, xml]
author: { nam: X }
sections:
  world: { feed: { limt: 3, path: ../x } }
  World:
  culture: 7
feeds:
  best: { sections: [wrld], hubs: [x], translations: [no one] }
serve: { port: 99999 }
redirects: { /a: /b, /b: /a, c: /d, /e/: /f }
gone: [/a]
`
    expect(complaints(text)).toEqual([
      '1:1 settings-missing the setting since is missing | undefined | a year or a date such as 2024 or 2024-03-01 | add since: to the file',
      '1:8 settings-value the setting title cannot be used | 5 | a text | docs/settings.md explains title',
      '2:6 settings-value the setting url cannot be used | "example.org" | an absolute http or https address such as https://example.org/, without user name, query or fragment | docs/settings.md explains url',
      '3:1 settings-unknown there is no setting sinse | sinse | since | write since instead',
      '4:1 settings-unknown there is no setting timezone | timezone | timeZone | write timeZone instead',
      '5:11 settings-value the setting schedule cannot be used | "61 * * * *" | a cron expression such as */15 * * * * (its minute cannot be 61) | docs/settings.md explains schedule',
      '6:8 settings-value the setting limit cannot be used | 0 | a whole number from 1 up | docs/settings.md explains limit',
      '7:16 settings-value the setting formats[1] cannot be used | "xml" | rss or atom or json | docs/settings.md explains formats[1]',
      '8:9 settings-missing the setting author.name is missing | undefined | a text | add name: to author',
      '8:11 settings-unknown there is no setting author.nam | nam | name | write name instead',
      '10:20 settings-unknown there is no setting sections.world.feed.limt | limt | limit | write limit instead',
      '10:35 settings-value the setting sections.world.feed.path cannot be used | "../x" | a folder such as world or news/europe, or the address of the feed such as /feed.xml or /feed/ (.. would lead out of the feed\'s folder) | docs/settings.md explains sections.world.feed.path',
      '11:3 settings-conflict the feeds of sections.world and sections.World have the same path | world | a different path for each feed | give one of them another path:',
      '12:12 settings-value the setting sections.culture cannot be used | 7 | nothing or a map of settings | docs/settings.md explains sections.culture',
      '14:22 settings-value feeds.best.sections[0] is a section that is not defined | wrld | world | write world instead',
      '14:36 settings-value the setting feeds.best.hubs[0] cannot be used | "x" | an absolute http or https address such as https://hub.example.org/ | docs/settings.md explains feeds.best.hubs[0]',
      '14:55 settings-value feeds.best.translations[0] is a feed that is not defined | no one | one of world, World, best | define the feed under sections: or feeds:',
      '15:16 settings-value the setting serve.port cannot be used | 99999 | a whole number up to 65535 | docs/settings.md explains serve.port',
      '16:18 settings-conflict the redirect of /a leads back to itself | /a → /b → /a | redirects that end at a page | remove the redirect that closes the loop',
      '16:26 settings-conflict the redirect of /b leads back to itself | /b → /a → /b | redirects that end at a page | remove the redirect that closes the loop',
      '16:30 settings-value the name redirects.c cannot be used | "c" | a path that begins with / such as /world/feed.xml | docs/settings.md explains redirects.c',
      '17:8 settings-conflict /a is both in gone and in redirects | both | one of them | remove it from gone: or from redirects:',
    ])
  })

  it.each([
    ['url: ftp://example.org/'],
    ['url: https://user:pw@example.org/'],
    ['url: https://example.org/?a=b'],
    ['language: english please'],
    ['timeZone: Mars/Olympus'],
    ['timeZone: "+01:00"'],
    ['since: 24'],
    ['since: 2024-02-30'],
    ['tagEntity: example.org'],
    ['permalink: /{section}/'],
    ['permalink: "{slug}"'],
    ['permalink: /{slug}/{weekday}/'],
    ['hubs: [not-a-url]'],
    ['image: javascript:alert(1)'],
    ['authors: [{ name: A, email: no one }]'],
    ['redirects: { /a: ftp://x/ }'],
    ['redirects: { /a: { to: /b, status: 302 } }'],
    ['serve: { limits: { connections: 0 } }'],
    ['maxBytes: 1.5'],
    ['limit: many'],
    ['formats: []'],
    ['perTag: { path: ../up }'],
    ['serve: { rateLimit: true }'],
    ['serve: { trustedProxies: [localhost] }'],
    ['serve: { trustedProxies: [10.0.0.0/33] }'],
    ['sections: [world]'],
    ['feeds: { x: { id: not an iri } }'],
  ])('refuses %s', (line) => {
    const key = line.slice(0, line.indexOf(':'))
    const rest = FIRST.split('\n').filter((one) => !one.startsWith(key))
    const { value, findings } = parseSettings(`${rest.join('\n')}${line}\n`, 'site.yaml')
    expect(value).toBeUndefined()
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({
      code: 'settings-value',
      line: rest.length,
      expected: expect.any(String),
    })
  })

  it.each([
    ['a key twice', 'title: B\n', 'Map keys must be unique'],
    ['a tag', 'rights: !!js/function "x"\n', 'tag'],
    ['a binary tag', 'rights: !!binary "aGk="\n', 'tag'],
    ['an open bracket', 'hubs: [\n', ''],
    ['a second document', '---\ntitle: B\n', 'multiple documents'],
    ['an alias to nothing', 'rights: *none\n', 'none'],
    [
      'an alias bomb',
      `a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c]\n`,
      'alias',
    ],
  ])('refuses %s', (_, more, reason) => {
    const { value, findings } = parseSettings(FIRST + more, 'site.yaml')
    expect(value).toBeUndefined()
    expect(findings[0]).toMatchObject({ code: 'settings-yaml', message: expect.stringContaining(reason) })
  })

  it.each([
    '',
    '# nothing yet\n',
    'just words\n',
    '[1, 2]\n',
    '? {a: b}\n: c\n',
    '__proto__: { title: x }\n',
  ])('refuses %j without throwing', (text) => {
    const { value, findings } = parseSettings(text, 'site.yaml')
    expect(value).toBeUndefined()
    expect(findings.length).toBeGreaterThan(0)
  })

  it('reads scalars as in YAML 1.2, with any directive', () => {
    const { value } = parseSettings(`%YAML 1.1\n---\n${FIRST}language: no\nrights: yes\n`, 'site.yaml')
    expect(value).toMatchObject({ language: 'no', rights: 'yes' })
  })

  it('reports the place of a mistake behind an alias', () => {
    const text = `${FIRST}sections:\n  world: { feed: &few { limit: 0 } }\n  arts: { feed: *few }\n`
    expect(complaints(text).map((line) => line.split(' cannot')[0])).toEqual([
      '5:32 settings-value the setting sections.world.feed.limit',
      '5:32 settings-value the setting sections.arts.feed.limit',
    ])
  })

  it('accepts authors as names, with mail, and as mappings', () => {
    const text = `${FIRST}authors: [Ann, "Bo <bo@example.org>", { name: Cy, url: https://cy.example/ }]\n`
    expect(parseSettings(text, 'site.yaml').value?.authors).toEqual([
      { name: 'Ann' },
      { name: 'Bo', email: 'bo@example.org' },
      { name: 'Cy', url: 'https://cy.example/' },
    ])
    expect(complaints(`${text}author: Di\n`)).toEqual([
      '4:1 settings-conflict author and authors are both set | both | one of them | put all names under authors: and remove author:',
    ])
  })
})
