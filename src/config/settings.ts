import { z } from 'zod'
import { announcerKinds } from '../announcers/index.ts'
import { MARKDOWN_EXTENSIONS } from '../article/markdown/extensions.ts'
import { channelKinds, leaseKinds, ledgerKinds } from '../coordination/index.ts'
import { formatEntries } from '../formats/index.ts'
import { sourceKinds } from '../sources/index.ts'
import type { SourceKind } from '../sources/source-kind.ts'
import { targetKinds } from '../targets/index.ts'
import type { TargetKind } from '../targets/target-kind.ts'
import * as value from './values.ts'

/**
 * All settings of `content/site.yaml`, declared once: name, type, default and help. The parser, the editor's JSON
 * Schema and `docs/settings.md` are derived from these rows.
 */

const count = (least: number, most: number) =>
  z.int().check(z.gte(least, { abort: true }), z.lte(most, { abort: true }))

const nameOf = z.string().check(z.regex(/^\S(?:.*\S)?$/, 'a name'))
const formatNames = formatEntries.map(({ name }) => name)
const list = (of: z.ZodType<string, string>) => z.array(of).check(z.minLength(1))

/** Options of the whole site that a feed can override. */
const publishing = {
  limit: count(1, 10_000).describe('Maximum number of items in a feed.'),
  content: z
    .enum(['full', 'excerpt', 'summary'])
    .describe(
      'How much of an article a feed carries: `full` (summary and whole body), `excerpt` (first paragraphs) or `summary` (no body).',
    ),
  teasers: z
    .boolean()
    .describe(
      'Whether public feeds also list articles for an audience, with title, stated summary, link and the audience as a category, but no text after the paywall mark.',
    ),
  continueReading: z
    .boolean()
    .describe(
      'Whether a shortened excerpt ends with a link to the whole article, in the language of the article.',
    ),
  leadFigure: z
    .boolean()
    .describe(
      'Whether the text of an article in the feed begins with its lead image as a figure, with alternative text, caption and credit. An image that the text shows already is not repeated.',
    ),
  formats: z
    .array(z.enum(formatNames))
    .check(z.minLength(1))
    .transform((names) => formatNames.filter((name) => names.includes(name)))
    .describe(
      'Formats in which a feed is published. A format that you remove stays published until `redirects` or `gone` names its address.',
    ),
  maxBytes: count(10_000, 100_000_000).describe(
    'Maximum size of one document in bytes. The oldest items are left out of a larger one.',
  ),
  retraction: z
    .enum(['remove', 'notice'])
    .describe(
      'How feeds report a withdrawn article. Atom always has a tombstone; `notice` also puts a short notice with the same id into RSS and JSON Feed.',
    ),
  tombstoneDays: count(0, 36_500).describe('Number of days for which Atom lists a removed article.'),
  maxLateItems: count(0, 100_000).describe(
    'Maximum number of new items that are older than what readers last saw. A feed with more is held until a person accepts it.',
  ),
  archiveSize: count(0, 10_000).describe(
    'Number of articles in one RFC 5005 archive document. 0: no archive.',
  ),
  hubs: z
    .array(value.webAddress)
    .describe('WebSub hubs that feeds name. `start` and `announce` notify them of each change.'),
  cloud: value.webAddress.describe(
    'rssCloud server that RSS documents name (`<cloud>`): the address at which readers register, such as `https://rpc.rsscloud.io/pleaseNotify`. `start` and `announce` notify its `/ping` of each change.',
  ),
  language: value.languageTag.describe(
    'Language (BCP 47) of the feed, and of articles that state none. The language of a section’s feed is also the default for the articles of the section.',
  ),
  rights: value.words.describe('Copyright notice.'),
  image: value.addressOrPath.describe(
    'Image that represents the feed: an address, or a path from the root of the site such as `/images/logo.png`.',
  ),
  icon: value.addressOrPath.describe('Small square image, for example the favicon.'),
}
const feedOptions = z.strictObject(publishing).partial()

const identity = {
  path: value.feedPlace
    .optional()
    .describe(
      'Folder of the documents in the published set, or the address that readers use for the feed, such as `/feed.xml` or `/feed/`. The name of the section or feed by default. A published document stays at its old address until `redirects` or `gone` names that address.',
    ),
  documents: z
    .strictObject(
      Object.fromEntries(
        formatEntries.map(({ name, label }) => [
          name,
          value.documentAddress.optional().describe(`Address of the ${label} document.`),
        ]),
      ),
    )
    .optional()
    .describe('Addresses of single documents outside that folder, such as `atom: /atom.xml`.'),
  id: value.permanentId
    .optional()
    .describe(
      'Permanent id of the feed. `tag:<tagEntity>:feed/<path>` by default. The id of a published feed stays the same when its path or host changes.',
    ),
  title: value.words.optional().describe('Title of the feed.'),
  description: value.words.optional().describe('One sentence about the content of the feed.'),
  home: value.addressOrPath.optional().describe('Web page of the feed: an address, or a path on the site.'),
  translations: list(nameOf).optional().describe('Names of feeds with the same content in other languages.'),
}

const choice = {
  sections: list(nameOf).optional().describe('Articles of any of these sections.'),
  tags: list(nameOf).optional().describe('Articles with any of these tags.'),
  authors: list(nameOf).optional().describe('Articles by any of these authors.'),
}
const selection = {
  ...choice,
  languages: list(value.languageTag).optional().describe('Articles in any of these languages.'),
  audience: nameOf
    .optional()
    .describe('Only articles for this audience. By default only articles without an audience.'),
  exclude: z
    .strictObject(choice)
    .optional()
    .describe('Matching articles to leave out: those in any of its lists.'),
}

const wholeFeed = z.strictObject({ ...identity, ...feedOptions.shape })
const onOrOff = <T extends z.ZodType>(options: T) => z.union([z.boolean(), options])

const generator = (folder: string, what: string) =>
  onOrOff(
    z.strictObject({
      path: value.feedFolder.prefault(folder).describe(`Folder of the ${what} feeds.`),
      title: value.words
        .prefault('{site}: {name}')
        .describe(`Title. {site} is replaced by the title of the site, {name} by the ${what}.`),
      description: value.words
        .prefault('{name} – {site}')
        .describe('Description, with {site} and {name} as in the title.'),
      ...feedOptions.shape,
    }),
  )
    .prefault(false)
    .describe(`One feed for every ${what}: \`true\`, or a map of options.`)

const limits = z.strictObject({
  headerBytes: count(1024, 65_536)
    .prefault(8192)
    .describe('Maximum size in bytes of the request line and header fields.'),
  headerSeconds: count(1, 600)
    .prefault(10)
    .describe('Maximum number of seconds that a client takes to send them.'),
  stallSeconds: count(1, 3600)
    .prefault(30)
    .describe('Seconds without progress after which an unfinished response is stopped.'),
  idleSeconds: count(1, 3600)
    .prefault(20)
    .describe(
      'Seconds for which an idle connection stays open. Behind a proxy, set it higher than the idle time of the proxy.',
    ),
  connections: count(1, 1_000_000).prefault(10_000).describe('Maximum number of open connections.'),
  connectionsPerClient: count(1, 1_000_000)
    .prefault(100)
    .describe(
      'Maximum number of open connections from one address. There is no such limit for trusted proxies.',
    ),
  drainSeconds: count(0, 3600)
    .prefault(10)
    .describe('Seconds to finish open responses when the server stops.'),
})

/** Settings of the built-in server. */
export const serverSchema = z.strictObject({
  port: count(0, 65_535).prefault(8080).describe('TCP port. 0: any free port.'),
  host: value.words.prefault('127.0.0.1').describe('Address to listen on. `0.0.0.0`: all addresses.'),
  basePath: value.basePath.prefault('/').describe('Base path of the published set.'),
  metricsPort: count(0, 65_535).optional().describe('Separate port for `/metrics` and `/status.json`.'),
  metricsToken: value.words
    .optional()
    .describe('Bearer token that requests for `/metrics` and `/status.json` on the main port must have.'),
  trustedProxies: z
    .array(value.addressOrNetwork)
    .prefault([])
    .describe(
      'Addresses (`127.0.0.1`) and networks (`10.0.0.0/8`) of the proxies in front of this server. Their `X-Forwarded-For` is trusted.',
    ),
  rateLimit: z
    .union([
      z.literal(false),
      z.strictObject({
        requests: count(1, 1_000_000)
          .prefault(600)
          .describe(
            'Maximum number of unconditional polls of one document by one client (address and User-Agent).',
          ),
        seconds: count(1, 86_400)
          .prefault(3600)
          .describe('Length in seconds of the period in which polls are counted.'),
      }),
    ])
    .prefault({})
    .describe(
      'Limit for clients that poll too often; they get status 429. Conditional polls do not count. `false`: no limit.',
    ),
  limits: limits.prefault({}).describe('Limits for connections, so that slow clients do not block others.'),
})

const watch = z.strictObject({
  quiet: count(0, 600)
    .prefault(2)
    .describe(
      'Seconds for which a file must be unchanged, or missing, before `feedwright start` reads it or treats it as deleted. A file that is put in place by renaming is read at once. 0: no waiting.',
    ),
  poll: count(1, 86_400)
    .optional()
    .describe(
      'Interval in seconds at which `--watch` checks all files, instead of waiting for events of the operating system. For Docker and network mounts, where changes made on other machines cause no events.',
    ),
})

const shared = {
  words: value.words,
  webAddress: value.webAddress,
  requestTemplate: value.requestTemplate,
}

/** The setting of each announcer, under its name. Only the announcer knows its type. */
const announcing: Readonly<Record<never, z.ZodType>> = Object.fromEntries(
  announcerKinds.flatMap(({ name, settings }) =>
    settings === undefined ? [] : [[name, settings(z, shared)]],
  ),
)

const sectionSettings = z.strictObject({
  title: value.words.optional().describe('Title of the section. By default its name with a capital letter.'),
  description: value.words.optional().describe('One sentence about the section.'),
  feed: onOrOff(wholeFeed)
    .prefault(true)
    .describe('Whether the section has a feed: `true`, `false`, or a map of options for the feed.'),
})

const sourceOf = (kind: SourceKind) =>
  z.strictObject({
    kind: z.literal(kind.name).describe('Kind of the source.'),
    name: z
      .string()
      .check(z.regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u, 'letters and digits'))
      .optional()
      .describe(
        'Name of the source. It becomes part of the paths of its articles and of generated ids, so never change it. One source may have no name.',
      ),
    ...kind.settings(z),
  })
const [firstKind, ...otherKinds] = sourceKinds

const targetOf = (kind: TargetKind) =>
  z.strictObject({
    kind: z.literal(kind.name).describe('Kind of the target.'),
    ...kind.settings(z),
  })
const [firstTarget, ...otherTargets] = targetKinds

export const settingsSchema = z.strictObject({
  title: value.words.describe('Name of the site.'),
  url: value.baseUrl.describe('Address of the home page, beginning with http or https.'),
  description: value.words.optional().describe('One sentence about the site. By default the title.'),
  language: publishing.language.prefault('en'),
  timeZone: value.timeZoneName
    .prefault('UTC')
    .describe('Time zone of the schedule, and of dates without a time zone.'),
  schedule: value.schedule
    .prefault('*/15 * * * *')
    .describe('When `start` publishes: a cron expression in the time zone of the site.'),
  ttl: count(1, 60)
    .optional()
    .describe(
      'Minutes for which a feed reader may keep a feed before it polls again. By default the interval of `schedule`, and at most 60.',
    ),
  checkClock: z
    .boolean()
    .prefault(true)
    .describe(
      'Whether a run is refused if the clock is before `since`, or more than 26 hours before the last run.',
    ),
  gitDates: z
    .boolean()
    .optional()
    .describe(
      'Whether dates come from git, if `content` is a complete git checkout: an article without a date that was never published gets the dates of its first and last commit, and an edit that is not in the catalog gets the date of the last commit. On by default where the environment variable CI is set.',
    ),
  watch: watch.prefault({}).describe('When a changed file is read, and how changes are detected.'),
  sources: z
    .array(
      z.discriminatedUnion('kind', [sourceOf(firstKind), ...otherKinds.map(sourceOf)], {
        error: sourceKinds.map(({ name }) => name).join(' or '),
      }),
    )
    .check(z.minLength(1))
    .optional()
    .describe('Where articles come from. By default the content folder.'),
  targets: z
    .array(
      z.discriminatedUnion('kind', [targetOf(firstTarget), ...otherTargets.map(targetOf)], {
        error: targetKinds.map(({ name }) => name).join(' or '),
      }),
    )
    .check(z.minLength(1))
    .optional()
    .describe(
      'Where the published set goes; one target or several. Hubs and caches are notified of the first one. By default the folder `out`. The option `--out` overrides it.',
    ),
  since: value.tagDate.describe(
    'Year or date on which you owned the domain. It is part of all generated ids, so never change it.',
  ),
  tagEntity: value.tagEntity
    .optional()
    .describe(
      'Beginning of generated ids. By default `<host>,<since>`, or UUIDs if that host is a local one. Set it before the site moves to another host.',
    ),
  author: value.author
    .optional()
    .describe('Author of articles that name none: a name, `Name <mail>`, or a map of name, email and url.'),
  authors: z
    .array(value.author)
    .check(z.minLength(1))
    .optional()
    .describe('The same for several authors. If both are left out, the title of the site.'),
  image: publishing.image.optional(),
  icon: publishing.icon.optional(),
  rights: publishing.rights.optional(),
  permalink: value.permalinkPattern
    .prefault('/{section}/{slug}/')
    .describe(
      'Pattern for the paths of article addresses, made of {section}, {slug}, {year}, {month}, {day}, {path} (path of the file below its section, without extension and `/index`) and {name} (the last part of {path}).',
    ),
  ids: z
    .record(value.addressOrPath, value.words)
    .prefault({})
    .describe(
      'Ids under which readers know articles, by the address of the article (absolute, or a path from the root of the site). They override the id in the article.',
    ),
  dates: z
    .record(value.addressOrPath, value.writtenDate)
    .prefault({})
    .describe(
      'Dates of built pages that state none or only the day, by the address of the page, as in `ids`. These pages are articles, even if they do not state it.',
    ),
  markdown: z
    .union([
      z.literal('extended').transform(() => [...MARKDOWN_EXTENSIONS]),
      z.literal('commonmark').transform(() => []),
      z.array(z.enum(MARKDOWN_EXTENSIONS)),
    ])
    .prefault('extended')
    .describe(
      'Markdown extensions beyond CommonMark with tables and strikethrough: `extended` (all), `commonmark` (none) or a list of names.',
    ),
  sponsored: z
    .strictObject({
      label: value.words.describe('Text of the label, such as `Sponsored` or `Anzeige`.'),
    })
    .optional()
    .describe(
      'Label for articles with `sponsored`, `advertorial`, `promoted` or a similar key in their front matter. It stands before the title, and is a category.',
    ),
  feedsUrl: value.baseUrl
    .optional()
    .describe('Address at which the published set is served. By default the address of the site.'),
  limit: publishing.limit.prefault(50),
  content: publishing.content.prefault('full'),
  formats: publishing.formats.prefault(formatNames),
  maxBytes: publishing.maxBytes.prefault(1_048_576),
  hubs: publishing.hubs.prefault([]),
  cloud: publishing.cloud.optional(),
  retraction: publishing.retraction.prefault('remove'),
  tombstoneDays: publishing.tombstoneDays.prefault(90),
  teasers: publishing.teasers.prefault(false),
  continueReading: publishing.continueReading.prefault(false),
  leadFigure: publishing.leadFigure.prefault(false),
  maxLateItems: publishing.maxLateItems.prefault(10),
  archiveSize: publishing.archiveSize.prefault(0),
  deltas: count(0, 1000)
    .prefault(24)
    .describe(
      'Number of past revisions of a document for which feed readers can get only the changes (RFC 3229). 0: no deltas.',
    ),
  redirects: z
    .record(
      value.serverPath,
      z
        .union([
          value.redirectTarget,
          z.strictObject({
            to: value.redirectTarget.describe('The new path or address.'),
            status: z
              .literal([301, 308])
              .prefault(301)
              .describe('HTTP status. Both are permanent; every feed reader knows 301.'),
          }),
        ])
        .transform((moved) => (typeof moved === 'string' ? { to: moved, status: 301 as const } : moved)),
    )
    .prefault({})
    .describe(
      'Moved paths: from old path to new path or address, or to a map. A path that ends in `/` applies to all paths below it.',
    ),
  gone: z
    .array(value.serverPath)
    .prefault([])
    .describe(
      'Paths of removed feeds; requests for them get status 410. A path that ends in `/` applies to all paths below it.',
    ),
  sections: z
    .record(nameOf, z.union([z.null().transform(() => sectionSettings.parse({})), sectionSettings]))
    .prefault({})
    .describe('Sections by the name of their folder. A section may be empty: `world:`.'),
  feeds: z
    .record(nameOf, z.strictObject({ ...identity, ...selection, ...feedOptions.shape }))
    .prefault({})
    .describe('More feeds by name. An article must match all lists of the feed.'),
  allSections: onOrOff(wholeFeed)
    .prefault(false)
    .describe('A feed of all sections: `true`, or a map of options.'),
  perTag: generator('tags', 'tag'),
  perAuthor: generator('authors', 'author'),
  perLanguage: generator('languages', 'language'),
  pages: z
    .union([z.boolean(), value.pagesPath])
    .prefault(true)
    .describe(
      'Whether to write a web page for each feed, an index of all feeds, `feeds.opml`, `news-sitemap.xml` and autodiscovery lines; or the folder for the index and the pages. `true`: the folder `feeds` if the feeds have the same address as the site, otherwise beside the documents. `/`: always beside the documents.',
    ),
  hostingFiles: z
    .boolean()
    .optional()
    .describe(
      'Whether to write the files `_headers` and `_redirects` for Netlify and Cloudflare Pages, with media types, `Cache-Control`, the `Link` header fields of feeds, and redirects. Off by default.',
    ),
  ...announcing,
  lease: z
    .strictObject({
      url: value.leaseAddress
        .optional()
        .describe(
          `${leaseKinds.map(({ label, example }) => `${label} (\`${example}\`)`).join(' or ')} that keeps the lease. By default the target keeps it: a folder has a lock file. The environment variable FEEDWRIGHT_LEASE_URL overrides it, and may contain user name and password.`,
        ),
      seconds: count(12, 3600)
        .prefault(15)
        .describe('Seconds after which another machine takes over from one that stopped working.'),
      name: value.words
        .optional()
        .describe(
          'Name of the lease. Of all publishers with the same name, one publishes at a time. By default the address of the published set.',
        ),
    })
    .prefault({})
    .describe('How several machines agree which one publishes.'),
  ledger: value.ledgerAddress
    .optional()
    .describe(
      `Store with which machines that publish in turn share what the articles do not state: ${ledgerKinds.map(({ label, example }) => `${label} (\`${example}\`)`).join(', or ')}. The environment variable FEEDWRIGHT_LEDGER_URL overrides it, and may contain user name and password.`,
    ),
  notify: value.channelAddress
    .optional()
    .describe(
      `${channelKinds.map(({ label, example }) => `${label} (\`${example}\`)`).join(' or ')} that tells the servers of \`feedwright serve\` and of a \`start\` that waits for the lease of each commit at once. FEEDWRIGHT_NOTIFY_URL in the environment has priority, and may contain user and password.`,
    ),
  announceDelay: count(0, 3600)
    .prefault(5)
    .describe(
      'Seconds between a commit and what `start` sends about it to caches and hubs. Servers that follow the target have the commit by then, so that no cache or hub fetches the previous document from them. `0` if no other server follows it.',
    ),
  privateNetworks: z
    .array(value.addressOrNetwork)
    .prefault([])
    .describe(
      'Private addresses (`127.0.0.1`) and networks (`10.0.0.0/8`) of hubs and caches. feedwright sends no notification to any other private address.',
    ),
  serve: serverSchema.prefault({}).describe('The built-in server.'),
  statePath: value.words
    .prefault('.feedwright')
    .describe(
      'Folder of the catalog, below the working folder. If it is lost, so are the first-seen dates of articles that are not stamped.',
    ),
})

/** The parsed settings of a site, with all defaults that do not depend on other settings. */
export type Settings = z.output<typeof settingsSchema>
export type WholeFeed = z.output<typeof wholeFeed>
export type FeedOptions = z.output<typeof feedOptions>
export type HandMadeFeed = Settings['feeds'][string]
export type GeneratorOptions = Exclude<Settings['perTag'], boolean>
