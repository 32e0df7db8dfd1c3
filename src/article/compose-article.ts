import type { Article, ArticleBody, ArticleStatus, Author } from './article.ts'
import { sectionNamed } from './capture/breadcrumb.ts'
import { contentHash } from './content-hash.ts'
import { dateIn, localDay } from './dates.ts'
import type { FindingCollector } from './finding-collector.ts'
import type { GateState } from './front-matter/gate-fields.ts'
import { enclosuresOf, leadImageOf } from './front-matter/media-values.ts'
import { labeled } from './front-matter/sponsored.ts'
import type { FrontMatterValues } from './front-matter/values.ts'
import { permanentIdOf } from './ids.ts'
import { type Instant, latest } from './instant.ts'
import { pathOf } from './key.ts'
import { hasImpossibleDay, nameOf, pathBelowSection, undatedName } from './name-date.ts'
import { freePartOf } from './paywall.ts'
import { expandPermalink } from './permalink.ts'
import type { ArticleContext, MediaLookup, Site } from './site.ts'
import { nearest } from './suggestion.ts'
import { absoluteUrl, slugOf } from './url.ts'
import { wordKey } from './word-key.ts'

const MAX_TITLE = 1000
const MAX_SUMMARY = 5000

/** The data that the text itself contains, in addition to the front matter. */
export interface Written {
  readonly title: string | undefined
  readonly section?: string
  /** Authors in the byline; the front matter takes precedence. */
  readonly authors?: readonly Author[]
  readonly published?: Instant
  readonly updated?: Instant
  readonly body: ArticleBody
}

/** All input data of an article. */
export interface StatedContent {
  readonly key: string
  readonly values: FrontMatterValues
  readonly gates: GateState
  readonly written: Written
  /** The date in the file name, as `YYYY-MM-DD`. */
  readonly day: string | undefined
  /** Length of the whole file, or of the text if there is no file, in UTF-16 code units. */
  readonly length: number
}

/** Composes the article; undefined if it has no title, section or address. Problems are added to `notes`. */
export function composeArticle(
  { key, values, gates, written, day, length }: StatedContent,
  { site, now }: ArticleContext,
  media: MediaLookup,
  notes: FindingCollector,
): Article | undefined {
  const title = titleOf(written.title, values, notes)
  const section = sectionOf(key, values, written.section, site, notes)
  const isUndated = values.field('date') === undefined && gates.date === undefined
  const published = isUndated
    ? (dateIn(day, site.timeZone) ?? written.published)
    : (values.date('date', site.timeZone) ?? gates.date)
  const isWithdrawn = values.flag('withdrawn')
  const isClosed = values.flag('draft') || gates.closed || (gates.scheduled && published === undefined)
  const status: ArticleStatus = isClosed ? 'draft' : isWithdrawn ? 'withdrawn' : 'live'
  if (isUndated && published === undefined && status !== 'draft' && !hasImpossibleDay(key))
    notes.add('date-missing', {
      message:
        'the article has no date; the time at which it was first seen is recorded and used as its date',
      expected: 'a line such as `date: 2024-02-02 21:00`',
      fix: 'run `feedwright stamp`, or write the date into the front matter',
    })
  const slug = slugFor(key, values, title ?? '', site.permalink.includes('{year}'))
  const url = urlOf(key, values, slug, section ?? '', published, site, notes)
  const isDate = gates.from === gates.date && published === gates.date
  // Of two dates one is used; but a second one in the future means that the article is not yet public.
  const ahead = values
    .moments('date', site.timeZone)
    .filter((moment) => moment > (latest([published, now]) ?? now))
  const embargoedUntil = latest([isDate ? undefined : gates.from, ...ahead])
  const updated = updatedOf(values, published, site, notes) ?? changeAfter(published, written.updated)
  const known = url === undefined ? undefined : site.knownIds?.get(url)
  const id =
    (known === undefined ? undefined : permanentIdOf(known, site.tagEntity)) ?? values.id(site.tagEntity)
  const language = values.language()
  const audience = values.text('audience', 200) ?? gates.audience
  if (audience !== undefined && status === 'live') noteUnserved(audience, values, site, notes)
  const summary = values.plainText('summary', site.url, MAX_SUMMARY)
  const withdrawnReason = values.text('reason', MAX_SUMMARY)
  const stated = values.authors()
  const authors = stated.length > 0 ? stated : (written.authors ?? [])
  const tags = values.words('tags')
  const place = { key, url: url ?? site.url, site, media }
  const image = leadImageOf(values, place, notes)
  const enclosures = enclosuresOf(values, place, notes)
  if (written.body.text === '' && status === 'live')
    notes.add('body-empty', { message: 'the article has no text', fix: 'write one, or set `draft: true`' })
  if (values.sponsoredAt !== undefined && site.sponsoredLabel === undefined && status === 'live')
    notes.add(
      'sponsored-unlabelled',
      {
        message: 'the article is sponsored, and is published without a label',
        expected: 'a label before the title and as a category',
        fix: 'set `sponsored: { label: Sponsored }` in site.yaml',
      },
      values.sponsoredAt,
    )
  if (title === undefined || section === undefined || url === undefined) return undefined
  const label = values.sponsoredAt === undefined ? undefined : site.sponsoredLabel
  const article: Omit<Article, 'contentHash'> = {
    key,
    section,
    title,
    url,
    slug,
    ...(id !== undefined && { id }),
    ...(published !== undefined && { published }),
    ...(updated !== undefined && { updated }),
    authors,
    tags,
    ...(label !== undefined && labeled(title, tags, label)),
    ...(summary !== undefined && { summary }),
    ...(image !== undefined && { image }),
    enclosures,
    ...(language !== undefined && { language }),
    ...(audience !== undefined && { audience }),
    status,
    ...(withdrawnReason !== undefined && { withdrawnReason }),
    ...(embargoedUntil !== undefined && { embargoedUntil }),
    ...(gates.until !== undefined && { expires: gates.until }),
    ...(values.isHiddenFromSearch && { noindex: true }),
    body: audience === undefined ? freeBodyOf(written.body, site, notes, length) : written.body,
  }
  return { ...article, contentHash: contentHash(article) }
}

/**
 * `body` without paid content. An article with an audience is kept whole, because only feeds for that audience
 * include it.
 */
function freeBodyOf(body: ArticleBody, site: Site, notes: FindingCollector, fileLength: number): ArticleBody {
  const free = freePartOf(body, site)
  if (free === undefined) return body
  const { mark, text } = free
  notes.add(
    'paywall-mark',
    {
      message: 'paid content begins here, and is in no feed for everyone',
      got: mark.source,
      fix: 'set `audience` to publish the whole article in feeds for that audience only',
    },
    body.line === undefined ? undefined : fileLength - body.text.length + mark.offset,
  )
  return { ...body, text }
}

function titleOf(
  title: string | undefined,
  values: FrontMatterValues,
  notes: FindingCollector,
): string | undefined {
  const field = values.field('title')
  if (title !== undefined && title !== '' && title.length <= MAX_TITLE) return title
  if (title === undefined || title === '') {
    // A title that could not be parsed has been reported already.
    if (field === undefined || field.kind === 'text')
      notes.add('title-missing', {
        message: 'the article has no title',
        expected: 'a line such as `title: Ports reopen`',
        fix: 'add `title` to the front matter',
      })
  } else
    notes.add(
      'title-too-long',
      {
        message: 'the title is too long',
        got: `${title.length} characters`,
        expected: `at most ${MAX_TITLE}`,
        fix: 'shorten it; use `summary` or the body for long text',
      },
      field?.offset,
    )
  return undefined
}

function sectionOf(
  key: string,
  values: FrontMatterValues,
  written: string | undefined,
  site: Site,
  notes: FindingCollector,
): string | undefined {
  const stated = values.text('section')
  const path = pathOf(key)
  const folder = path.includes('/') ? path.slice(0, path.indexOf('/')) : undefined
  const named = stated ?? written ?? folder
  const expected =
    site.sections.size === 0 ? 'a section in site.yaml' : `one of ${[...site.sections.keys()].join(', ')}`
  if (named === undefined) {
    notes.add('section-missing', {
      message: 'the article is in no section',
      expected,
      fix: 'move the file into the folder of a section, or add `section`',
    })
    return undefined
  }
  const section =
    stated === undefined && site.sections.has(named) ? named : sectionNamed(named, site.sections)
  if (section === undefined) {
    const meant = nearest(named, site.sections.keys())
    notes.add(
      'section-unknown',
      {
        message: 'the site has no such section',
        got: named,
        expected,
        fix: `${meant === undefined ? 'move the file' : `did you mean ${meant}? Move the file`}, or add the section to site.yaml`,
      },
      values.field('section')?.offset,
    )
  }
  return section
}

/** Reports an article for an audience that no feed serves: it would be in no feed. */
function noteUnserved(
  audience: string,
  values: FrontMatterValues,
  { audiences }: Site,
  notes: FindingCollector,
): void {
  if (audiences === undefined || audiences.some((served) => wordKey(served) === wordKey(audience))) return
  const near = nearest(audience, audiences)
  notes.add(
    'audience-unserved',
    {
      message: `no feed has the audience ${JSON.stringify(audience)}, so the article is in no feed`,
      ...(audiences.length > 0 && { expected: `one of ${audiences.join(', ')}` }),
      fix: `${near === undefined ? '' : `did you mean ${JSON.stringify(near)}? `}Define a feed with this \`audience\` under \`feeds\`, or set \`teasers: true\` to list such articles in public feeds`,
    },
    values.field('audience')?.offset,
  )
}

/** The stated `slug`, or else the file name (the folder name for `index`), or else the title. */
function slugFor(key: string, values: FrontMatterValues, title: string, isDated: boolean): string {
  const stated = values.text('slug', 200)
  if (stated !== undefined && /^[\p{L}\p{N}\p{M}._~-]*[\p{L}\p{N}][\p{L}\p{N}\p{M}._~-]*$/u.test(stated))
    return stated
  // A pattern that contains the date does not need the date in the name.
  const name = isDated ? undatedName(nameOf(key)) : nameOf(key)
  return [slugOf(stated ?? ''), slugOf(name), slugOf(title)].find((slug) => slug !== '') ?? 'article'
}

function urlOf(
  key: string,
  values: FrontMatterValues,
  slug: string,
  section: string,
  published: Instant | undefined,
  site: Site,
  notes: FindingCollector,
): string | undefined {
  if (values.field('url') !== undefined) return values.url(site.url)
  const written = pathBelowSection(key)
  const path = expandPermalink(site.permalink, {
    section,
    slug,
    // A stated slug replaces the name.
    path: values.field('slug') === undefined ? written : written.replace(/[^/]*$/, () => slug),
    published,
    timeZone: site.timeZone,
  })
  if (path !== undefined) return absoluteUrl(path.replace(/^\/+/, ''), site.url)
  // A date that could not be parsed has been reported already.
  if (values.field('date') === undefined)
    notes.add('url-needs-date', {
      message: `the setting permalink is ${site.permalink}, but the article has no date`,
      expected: '`date`, or `url`',
      fix: 'write the date or the address into the front matter',
    })
  return undefined
}

function dayOf(moment: Instant, { timeZone }: Site): string {
  const { year, month, day } = localDay(moment, timeZone)
  return `${year}-${month}-${day}`
}

/** The date of change in a byline, if it is after the publication. */
function changeAfter(published: Instant | undefined, updated: Instant | undefined): Instant | undefined {
  return published !== undefined && updated !== undefined && updated > published ? updated : undefined
}

function updatedOf(
  values: FrontMatterValues,
  published: Instant | undefined,
  site: Site,
  notes: FindingCollector,
): Instant | undefined {
  const updated = values.date('updated', site.timeZone)
  if (updated === undefined || published === undefined || updated >= published) return updated
  // A date without time: an article changed on the day of its publication was not changed before it.
  if (values.isDay('updated') && dayOf(updated, site) === dayOf(published, site)) return published
  notes.add(
    'updated-before-published',
    {
      message: '`updated` is earlier than `date` and was ignored',
      got: updated,
      expected: `at least ${published}`,
      fix: 'correct one of the two',
    },
    values.field('updated')?.offset,
  )
  return undefined
}
