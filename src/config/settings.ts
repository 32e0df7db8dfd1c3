import { z } from 'zod'
import { MARKDOWN_EXTENSIONS } from '../article/markdown-extensions.ts'
import { leaseKinds, ledgerKinds } from '../coordination/index.ts'
import { formatEntries } from '../formats/index.ts'
import { sourceKinds } from '../sources/index.ts'
import type { SourceKind } from '../sources/source-kind.ts'
import { targetKinds } from '../targets/index.ts'
import type { TargetKind } from '../targets/target-kind.ts'
import * as value from './values.ts'

/**
 * Every setting of `content/site.yaml`, declared once: its name, what it may be, its default and its help. Parsing, the
 * editor's JSON Schema and `docs/settings.md` all come from these rows.
 */

const count = (least: number, most: number) =>
  z.int().check(z.gte(least, { abort: true }), z.lte(most, { abort: true }))

const nameOf = z.string().check(z.regex(/^\S(?:.*\S)?$/, 'a name'))
const formatNames = formatEntries.map(({ name }) => name)
const list = (of: z.ZodType<string, string>) => z.array(of).check(z.minLength(1))

/** What may be said for the whole site and again for one feed. */
const publishing = {
  limit: count(1, 10_000).describe('Most items in a feed.'),
  content: z
    .enum(['full', 'excerpt', 'summary'])
    .describe(
      'How much of an article a feed carries: `full` (summary and whole body), `excerpt` (first paragraphs) or `summary` (no body).',
    ),
  teasers: z
    .boolean()
    .describe(
      'Whether feeds for everybody also tell of articles for an audience: title, stated summary and link, with the audience as category, nothing of the text behind its paywall mark.',
    ),
  continueReading: z
    .boolean()
    .describe(
      'Whether an excerpt that leaves something out ends in a link to the whole article, in its language.',
    ),
  leadFigure: z
    .boolean()
    .describe(
      'Whether the lead image of an article stands as a figure, with alternative text, caption and credit, at the head of its text in the feed, where the text does not show it.',
    ),
  formats: z
    .array(z.enum(formatNames))
    .check(z.minLength(1))
    .transform((names) => formatNames.filter((name) => names.includes(name)))
    .describe(
      'Formats a feed is published in. One that is taken out stays published until `redirects` or `gone` name its address.',
    ),
  maxBytes: count(10_000, 100_000_000).describe(
    'Most bytes of one document. The oldest items are left out of a larger one.',
  ),
  retraction: z
    .enum(['remove', 'notice'])
    .describe(
      'How a withdrawn article is told. Atom always carries a tombstone; `notice` also puts a short notice under the same id into RSS and JSON Feed.',
    ),
  tombstoneDays: count(0, 36_500).describe('Days for which Atom tells that an article is gone.'),
  maxLateItems: count(0, 100_000).describe(
    'A build that would show more new items than this which are older than what readers last saw is held until a person has looked.',
  ),
  archiveSize: count(0, 10_000).describe(
    'Articles in one RFC 5005 archive document, for readers who were away long. 0: no archive.',
  ),
  hubs: z
    .array(value.webAddress)
    .describe('WebSub hubs that feeds name, and that `start` and `announce` tell of each change.'),
  cloud: value.webAddress.describe(
    'rssCloud server that RSS documents name (`<cloud>`): the address at which readers register, such as `https://rpc.rsscloud.io/pleaseNotify`. `start` and `announce` tell its `/ping` of each change.',
  ),
  language: value.languageTag.describe(
    'Language of feed and articles that state no other (BCP 47). That of a section’s feed is also that of its articles.',
  ),
  rights: value.words.describe('Copyright notice.'),
  image: value.addressOrPath.describe(
    'Picture that stands for the feed: an address, or a path from the root of the site such as `/images/logo.png`.',
  ),
  icon: value.addressOrPath.describe('Small square picture, e.g. the favicon.'),
}
const feedOptions = z.strictObject(publishing).partial()

const identity = {
  path: value.feedPlace
    .optional()
    .describe(
      'Folder of the documents in the published set, or the address that readers know the feed by, such as `/feed.xml` or `/feed/`. The name of section or feed when left out. What is published stays where it is until `redirects` or `gone` name its addresses.',
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
    .describe('Addresses of single documents that do not lie in the folder, such as `atom: /atom.xml`.'),
  id: value.permanentId
    .optional()
    .describe(
      'Permanent id of the feed. `tag:<tagEntity>:feed/<path>` when left out; once it is published it stays, whatever becomes of path and host.',
    ),
  title: value.words.optional().describe('Title of the feed.'),
  description: value.words.optional().describe('One sentence on what the feed carries.'),
  home: value.addressOrPath.optional().describe('Page for people: an address, or a path on the site.'),
  translations: list(nameOf).optional().describe('Names of feeds that say the same in another language.'),
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
    .describe('Articles for this audience only. Left out: only articles for everybody.'),
  exclude: z
    .strictObject(choice)
    .optional()
    .describe('Articles that are left out although they match: those in any of its lists.'),
}

const wholeFeed = z.strictObject({ ...identity, ...feedOptions.shape })
const onOrOff = <T extends z.ZodType>(options: T) => z.union([z.boolean(), options])

const generator = (folder: string, what: string) =>
  onOrOff(
    z.strictObject({
      path: value.feedFolder.prefault(folder).describe(`Folder the ${what} feeds lie in.`),
      title: value.words
        .prefault('{site}: {name}')
        .describe(`Title; {site} is the site's title, {name} the ${what}.`),
      description: value.words
        .prefault('{name} – {site}')
        .describe('Description; {site} and {name} as in the title.'),
      ...feedOptions.shape,
    }),
  )
    .prefault(false)
    .describe(`One feed for every ${what}: \`true\`, or a map of options.`)

const limits = z.strictObject({
  headerBytes: count(1024, 65_536).prefault(8192).describe('Bytes of request line and header.'),
  headerSeconds: count(1, 600).prefault(10).describe('Seconds in which a client must have sent them.'),
  stallSeconds: count(1, 3600)
    .prefault(30)
    .describe('Seconds without any byte moving while an answer is under way.'),
  idleSeconds: count(1, 3600)
    .prefault(20)
    .describe(
      'Seconds for which a connection is kept open between two polls. Behind a proxy, more than its own.',
    ),
  connections: count(1, 1_000_000).prefault(10_000).describe('Connections at once.'),
  connectionsPerClient: count(1, 1_000_000)
    .prefault(100)
    .describe('Connections at once from one address; trusted proxies have no such limit.'),
  drainSeconds: count(0, 3600)
    .prefault(10)
    .describe('Seconds for the answers under way when the server is told to stop.'),
})

/** How the built-in server is set up. */
export const serverSchema = z.strictObject({
  port: count(0, 65_535).prefault(8080).describe('TCP port. 0: any free one.'),
  host: value.words.prefault('127.0.0.1').describe('Address to listen on; `0.0.0.0` for all.'),
  basePath: value.basePath.prefault('/').describe('Path below which the published set is served.'),
  metricsPort: count(0, 65_535).optional().describe('Serves `/metrics` on a port of its own.'),
  metricsToken: value.words.optional().describe('Bearer token that `/metrics` asks for.'),
  trustedProxies: z
    .array(value.addressOrNetwork)
    .prefault([])
    .describe(
      'Addresses (`127.0.0.1`) and networks (`10.0.0.0/8`) of the proxies in front of this server, whose `X-Forwarded-For` is believed.',
    ),
  rateLimit: z
    .union([
      z.literal(false),
      z.strictObject({
        requests: count(1, 1_000_000)
          .prefault(600)
          .describe('Unconditional polls of one feed by one address and User-Agent.'),
        seconds: count(1, 86_400).prefault(3600).describe('Seconds in which they are counted.'),
      }),
    ])
    .prefault({})
    .describe(
      'Answers clients that poll far too often with 429. Conditional polls never count. `false`: no limit.',
    ),
  limits: limits
    .prefault({})
    .describe('What clients may take of the server, so that slow ones starve no one.'),
})

const watch = z.strictObject({
  quiet: count(0, 600)
    .prefault(2)
    .describe(
      'Seconds for which `feedwright start` lets a file stand still, or be missing, before it believes what it sees. A file put in place by renaming is taken at once. 0: everything is taken at once.',
    ),
  poll: count(1, 86_400)
    .optional()
    .describe(
      'Seconds after which `--watch` looks at everything, in place of being told by the system: for Docker and network mounts, where changes made elsewhere are not told.',
    ),
})

const purge = z.strictObject({
  fastly: z
    .strictObject({
      service: value.words.describe('Id of the service. FASTLY_API_TOKEN in the environment has the token.'),
      soft: z
        .boolean()
        .prefault(true)
        .describe(
          'Whether old copies are kept as stale, to be used while a new one is fetched or the origin is down.',
        ),
    })
    .optional()
    .describe('Fastly, by surrogate key.'),
  cloudflare: z
    .strictObject({
      zone: value.words.describe('Id of the zone. CLOUDFLARE_API_TOKEN in the environment has the token.'),
      by: z
        .enum(['urls', 'tags'])
        .prefault('urls')
        .describe('`tags` where cache keys are your own; the built-in server sends them.'),
    })
    .optional()
    .describe('Cloudflare, by address or cache tag, a hundred in a request.'),
  bunny: z
    .strictObject({
      pullZone: count(1, Number.MAX_SAFE_INTEGER)
        .optional()
        .describe(
          'Id of the pull zone, to purge by tag. By address when left out. BUNNY_API_KEY in the environment has the key.',
        ),
    })
    .optional()
    .describe('Bunny, by address or tag.'),
  varnish: z
    .strictObject({
      servers: z
        .array(value.webAddress)
        .check(z.minLength(1))
        .describe('Addresses of the servers, such as `http://10.0.0.5:6081`.'),
      method: z
        .enum(['PURGE', 'BAN'])
        .prefault('PURGE')
        .describe('What the configuration of Varnish takes; docs/serving/varnish.vcl takes PURGE.'),
    })
    .optional()
    .describe(
      'Varnish, or whatever takes PURGE for an address (nginx with ngx_cache_purge, Apache Traffic Server).',
    ),
  http: z
    .strictObject({
      urls: z
        .array(value.requestTemplate)
        .check(z.minLength(1))
        .describe(
          'Addresses with {url}, {host}, {path} or {key} of what changed in them, such as `http://10.0.0.6/purge{path}`.',
        ),
      method: z
        .string()
        .check(z.regex(/^[A-Z]{3,20}$/, 'a method such as PURGE or POST'))
        .prefault('PURGE')
        .describe('Method of the request.'),
      headers: z
        .record(z.string().check(z.regex(/^[A-Za-z0-9-]{1,100}$/, 'the name of a header')), value.words)
        .prefault({})
        .describe(
          'Headers; what stands for {…} as above, and `$NAME` for variables of the environment, such as secrets.',
        ),
      body: value.words.optional().describe('Text to send, with {…} as above.'),
    })
    .optional()
    .describe('Any other cache: a request to each of these addresses for each document that changed.'),
})

const sectionSettings = z.strictObject({
  title: value.words.optional().describe('Title for people. The name with a capital when left out.'),
  description: value.words.optional().describe('One sentence on the section.'),
  feed: onOrOff(wholeFeed)
    .prefault(true)
    .describe('Whether the section has a feed: `true`, `false`, or a map of options for it.'),
})

const sourceOf = (kind: SourceKind) =>
  z.strictObject({
    kind: z.literal(kind.name).describe('What the source is.'),
    name: z
      .string()
      .check(z.regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u, 'letters and digits'))
      .optional()
      .describe(
        'Name of the source, which stands before the paths of its articles, also in ids that are minted: never change it. One source may have none.',
      ),
    ...kind.settings(z),
  })
const [firstKind, ...otherKinds] = sourceKinds

const targetOf = (kind: TargetKind) =>
  z.strictObject({
    kind: z.literal(kind.name).describe('What the target is.'),
    ...kind.settings(z),
  })
const [firstTarget, ...otherTargets] = targetKinds

export const settingsSchema = z.strictObject({
  title: value.words.describe('Name of the site.'),
  url: value.baseUrl.describe('Address of the home page, with http or https.'),
  description: value.words.optional().describe('One sentence on the site. The title when left out.'),
  language: publishing.language.prefault('en'),
  timeZone: value.timeZoneName
    .prefault('UTC')
    .describe('Time zone of the schedule and of dates that are written without one.'),
  schedule: value.cronExpression
    .prefault('*/15 * * * *')
    .describe('When feeds are built: a cron expression in the time zone of the site.'),
  ttl: count(1, 60)
    .optional()
    .describe(
      'Minutes for which a poller may keep a feed before it asks again. The interval of `schedule` when left out, and at most 60.',
    ),
  checkClock: z
    .boolean()
    .prefault(true)
    .describe(
      'Whether a clock is refused that is before `since`, or more than 26 hours before the last run. `false`: it is believed.',
    ),
  gitDates: z
    .boolean()
    .optional()
    .describe(
      'Whether an article without a date that readers have never seen gets those of its first and last commit, and an edit that no state folder saw that of its last, where `content` is a whole git checkout. On in build services (where `CI` is set) when left out.',
    ),
  watch: watch.prefault({}).describe('When a changed file is taken, and how changes are noticed.'),
  sources: z
    .array(
      z.discriminatedUnion('kind', [sourceOf(firstKind), ...otherKinds.map(sourceOf)], {
        error: sourceKinds.map(({ name }) => name).join(' or '),
      }),
    )
    .check(z.minLength(1))
    .optional()
    .describe('Where articles come from. The content folder when left out.'),
  targets: z
    .array(
      z.discriminatedUnion('kind', [targetOf(firstTarget), ...otherTargets.map(targetOf)], {
        error: targetKinds.map(({ name }) => name).join(' or '),
      }),
    )
    .check(z.minLength(1))
    .optional()
    .describe(
      'Where the published set goes, several at once. The first is the one that readers are told of. The folder `out` when left out; `--out` comes first.',
    ),
  since: value.tagDate.describe(
    'Year or date on which the domain was yours. Part of all ids that are minted, so it never changes.',
  ),
  tagEntity: value.tagEntity
    .optional()
    .describe(
      'What minted ids begin with. `<host>,<since>` when left out, and UUIDs where that host is a local one; state it before the site moves to another host.',
    ),
  author: value.author
    .optional()
    .describe('Author of articles that name none: a name, `Name <mail>`, or a map of name, email, url.'),
  authors: z
    .array(value.author)
    .check(z.minLength(1))
    .optional()
    .describe('The same for several authors. The title of the site when both are left out.'),
  image: publishing.image.optional(),
  icon: publishing.icon.optional(),
  rights: publishing.rights.optional(),
  permalink: value.permalinkPattern
    .prefault('/{section}/{slug}/')
    .describe(
      'Path of article addresses, of {section}, {slug}, {year}, {month}, {day}, {path} (of the file below its section, without ending and `/index`, as it is written) and {name} (the last part of it).',
    ),
  ids: z
    .record(value.addressOrPath, value.words)
    .prefault({})
    .describe(
      'Ids that readers know articles by, by address of the article (absolute, or a path from the root of the site). They hold whatever the article states.',
    ),
  markdown: z
    .union([
      z.literal('extended').transform(() => [...MARKDOWN_EXTENSIONS]),
      z.literal('commonmark').transform(() => []),
      z.array(z.enum(MARKDOWN_EXTENSIONS)),
    ])
    .prefault('extended')
    .describe(
      'What is read beyond CommonMark with tables and strikethrough: `extended` (all there is), `commonmark` (nothing) or a list of names.',
    ),
  sponsored: z
    .strictObject({
      label: value.words.describe('The words, such as `Sponsored` or `Anzeige`.'),
    })
    .optional()
    .describe(
      'How articles whose front matter says `sponsored`, `advertorial`, `promoted` or the like are labelled: before the title, and as a category.',
    ),
  feedsUrl: value.baseUrl
    .optional()
    .describe('Address under which the published set is served. The site’s address when left out.'),
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
    .describe('Past revisions of a feed that are kept, so that pollers get only what is new (RFC 3229).'),
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
              .describe('How it is told. Both mean for good; 301 is known to every reader.'),
          }),
        ])
        .transform((moved) => (typeof moved === 'string' ? { to: moved, status: 301 as const } : moved)),
    )
    .prefault({})
    .describe(
      'Moved paths: old path to new path or address, or to a map. One that ends in `/` stands for all below it.',
    ),
  gone: z
    .array(value.serverPath)
    .prefault([])
    .describe(
      'Paths of removed feeds, which are answered with 410. One that ends in `/` stands for all below it.',
    ),
  sections: z
    .record(nameOf, z.union([z.null().transform(() => sectionSettings.parse({})), sectionSettings]))
    .prefault({})
    .describe('Sections by the name of their folder. A section may be left empty: `world:`.'),
  feeds: z
    .record(nameOf, z.strictObject({ ...identity, ...selection, ...feedOptions.shape }))
    .prefault({})
    .describe('Further feeds by name. An article must match each of the lists that are given.'),
  allSections: onOrOff(wholeFeed)
    .prefault(false)
    .describe('One feed of all sections together: `true`, or a map of options.'),
  perTag: generator('tags', 'tag'),
  perAuthor: generator('authors', 'author'),
  perLanguage: generator('languages', 'language'),
  pages: z
    .union([z.boolean(), value.pagesPath])
    .prefault(true)
    .describe(
      'Whether each feed gets a page for people, and the set an index of all feeds, `feeds.opml`, `news-sitemap.xml` and autodiscovery lines; or the folder in which the index and the pages lie. `true`: in `feeds` where the feeds have the address of the site, whose own pages lie beside theirs, else beside the documents, as `/` has it anywhere.',
    ),
  hostingFiles: z
    .boolean()
    .optional()
    .describe(
      'Whether the set has `_headers` and `_redirects`, which Netlify and Cloudflare Pages obey: types, freshness, `Link` headers of feeds, and what moved. No when left out.',
    ),
  purge: purge
    .prefault({})
    .describe('Caches in front of the feeds, which are told what changed after each commit.'),
  lease: z
    .strictObject({
      url: value.leaseAddress
        .optional()
        .describe(
          `${leaseKinds.map(({ label, example }) => `${label} (\`${example}\`)`).join(' or ')} that keeps the lease. Kept by the target itself when left out: a folder has a lock file. FEEDWRIGHT_LEASE_URL in the environment comes first, and may have user and password.`,
        ),
      seconds: count(12, 3600)
        .prefault(15)
        .describe('Seconds within which another machine takes over from one that died.'),
      name: value.words
        .optional()
        .describe(
          'Name of the lease: one publisher at a time of those with the same name. The address of the published set when left out.',
        ),
    })
    .prefault({})
    .describe('Which one of several machines publishes.'),
  ledger: value.ledgerAddress
    .optional()
    .describe(
      `Where machines that publish in turn share what no article says: ${ledgerKinds.map(({ label, example }) => `${label} (\`${example}\`)`).join(', or ')}. FEEDWRIGHT_LEDGER_URL in the environment comes first, and may have user and password.`,
    ),
  privateNetworks: z
    .array(value.addressOrNetwork)
    .prefault([])
    .describe(
      'Private addresses (`127.0.0.1`) and networks (`10.0.0.0/8`) in which hubs and caches may be. One that is anywhere else off the public internet is not told anything.',
    ),
  serve: serverSchema.prefault({}).describe('The built-in server.'),
  statePath: value.words
    .prefault('.feedwright')
    .describe(
      'Folder of the catalog, below the working folder. What is lost with it: the first-seen dates of articles that are not stamped.',
    ),
})

/** The settings of a site, parsed, with all defaults that do not depend on other settings. */
export type Settings = z.output<typeof settingsSchema>
export type WholeFeed = z.output<typeof wholeFeed>
export type FeedOptions = z.output<typeof feedOptions>
export type HandMadeFeed = Settings['feeds'][string]
export type GeneratorOptions = Exclude<Settings['perTag'], boolean>
