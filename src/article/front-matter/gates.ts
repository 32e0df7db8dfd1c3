import { readDate } from '../dates.ts'
import type { Field } from './fields.ts'
import { foldKey } from './key-spelling.ts'

/** How the value of a gate is interpreted, in the words of `docs/articles.md`. */
export const GATE_READINGS = {
  hidden: '`true`: not public. Any value except `true` or `false` is an error',
  excluded: '`true`, or a list of collections to leave it out of: not public',
  public: '`false`: not public. A date: not public before it',
  status: 'a word for the state of the article; only words such as `publish` and `published` mean public',
  visibility:
    'a word for who may see the article; words such as `public` mean everyone, and `members` or `paid` are an audience',
  audience: '`true`: only for an audience',
  secret: 'any value except an empty one and `false`: not public',
  from: 'not public before this time',
  schedule: 'not public before this time. `true`: not public before its date, which is required',
  until: 'not public from this time on',
  'unlisted-if-true': '`true`: not public. Other values have no effect',
  'unlisted-if-false':
    '`false` or `never`: not public. A date: not public before it. Other values have no effect',
  'unlisted-until':
    '`true`: not public. A date: not public before it. `until …` without a date is an error. Other values have no effect',
  tier: 'a word such as `members` or `paid`: only for that audience. Other values have no effect',
  state: 'a word such as `draft` or `private`: not public. Other values have no effect',
} as const

type GateReading = keyof typeof GATE_READINGS

export interface Gate {
  /** Spellings, separated by spaces. */
  readonly keys: string
  /** Programs that use the key. */
  readonly programs: string
  readonly reading: GateReading
  /** For `audience`: the audience that may read the article. */
  readonly audience?: string
  /** For `from`: the moment is also the date of an article that states no other. */
  readonly dates?: true
}

/**
 * Every key by which a known program keeps a text from the public. Letter case, `-` and `_` in a key are ignored.
 * `draft`, `embargoedUntil`, `withdrawn` and `audience` are Feedwright's own keys; see `keys.ts`.
 */
export const GATES: readonly Gate[] = [
  {
    keys: 'isDraft drafted wip workInProgress unfinished incomplete',
    programs: 'Cobalt, Hashnode, content systems',
    reading: 'hidden',
  },
  {
    keys: 'published isPublished publish shouldPublish dgPublish',
    programs: 'Jekyll, Hexo, Bridgetown, Grav, Forem, Statamic, Contao, Obsidian Publish, Quartz',
    reading: 'public',
  },
  {
    keys: `public isPublic visible isVisible isLive isActive isListed discoverable routable`,
    programs: 'Grav, Craft, Lektor, content systems',
    reading: 'public',
  },
  {
    keys: `unlisted isUnlisted notListed unpublished isUnpublished notPublished noPublish doNotPublish dontPublish`,
    programs: 'Docusaurus, Lume, Hackmd, Micropub',
    reading: 'hidden',
  },
  {
    keys: 'hidden isHidden invisible hidePost hidePage hiddenPost',
    programs: 'Jekyll themes, Hexo, TYPO3, Lektor, Gridsome',
    reading: 'hidden',
  },
  {
    keys: `private isPrivate privatePost secret isSecret internal isInternal internalOnly confidential restricted
      isRestricted offRecord notPublic nonPublic`,
    programs: 'Metalsmith, Quartz, Wikis',
    reading: 'hidden',
  },
  {
    keys: `disabled isDisabled deleted isDeleted trashed spiked killed onHold isIgnored notForPublication notForRelease
      doNotRelease doNotDistribute legalHold`,
    programs: 'content systems, Middleman',
    reading: 'hidden',
  },
  {
    keys: `eleventyExcludeFromCollections excludeFromCollections excludeFromCollection headless`,
    programs: 'Eleventy, Hugo',
    reading: 'excluded',
  },
  {
    keys: `excludeFromFeed excludeFromFeeds excludeFromRss excludeFromAtom excludeFeed feedExclude rssExclude excludeRss
      hideFromFeed hideFromFeeds hideFromRss hideInFeed hideInRss noFeed noRss skipFeed skipRss rssIgnore feedIgnore
      disableFeed notInFeed notInRss excludeFromList excludeFromLists excludeFromListing excludeFromIndex
      excludeFromBlog hideFromList hideFromLists hideFromListing hideFromIndex hideInList hiddenInList`,
    programs: 'themes of Hugo, Jekyll, Eleventy, Astro',
    reading: 'hidden',
  },
  {
    keys: 'inFeed inRss includeInFeed includeInRss showInFeed showInRss syndicate',
    programs: 'themes of Hugo, Eleventy, Astro',
    reading: 'public',
  },
  {
    keys: `feed rss atom list article output url link approved isApproved reviewed ready isReady publishable canPublish
      enable enabled active live goesLive online listed show display available availableAt availableOn
      availableDate`,
    programs: 'VuePress, Jekyll, Metalsmith, content systems',
    reading: 'unlisted-if-false',
  },
  { keys: 'permalink render', programs: 'Eleventy, Zola, Hugo', reading: 'unlisted-if-false' },
  {
    keys: `exclude excluded hide ignore ignored skip noList archived isArchived members subscribers spike kill needsReview
      needsApproval`,
    programs: 'Metalsmith, Middleman',
    reading: 'unlisted-if-true',
  },
  { keys: 'hold', programs: 'newsroom systems', reading: 'unlisted-until' },
  {
    keys: `status postStatus pageStatus entryStatus articleStatus publishStatus publishingStatus publicationStatus
      publicationState publishState draftStatus wpStatus moderationState workflow workflowState workflowStatus
      editorialStatus contentStatus reviewStatus reviewState approvalStatus statut statuto`,
    programs: 'WordPress, Ghost, Pelican, Nikola, Publ, Drupal, Directus, Movable Type',
    reading: 'status',
  },
  {
    keys: 'state stage phase type postType layout estado stato stav',
    programs: 'content systems',
    reading: 'state',
  },
  { keys: 'tier tiers plan accessTier', programs: 'Ghost, content systems', reading: 'tier' },
  {
    keys: `visibility postVisibility contentVisibility access accessLevel accessControl privacy publishAs`,
    programs: 'Ghost, Micropub, WordPress, Medium, Grav',
    reading: 'visibility',
  },
  {
    keys: 'membersOnly memberOnly forMembers isMembersOnly requiresMembership',
    programs: 'Ghost, content systems',
    reading: 'audience',
    audience: 'members',
  },
  {
    keys: `subscribersOnly subscriberOnly forSubscribers isSubscribersOnly subscriptionRequired requiresSubscription`,
    programs: 'content systems',
    reading: 'audience',
    audience: 'subscribers',
  },
  {
    keys: `paid isPaid paidOnly premium isPremium paywall paywalled isPaywalled behindPaywall`,
    programs: 'Substack, content systems',
    reading: 'audience',
    audience: 'paid',
  },
  {
    keys: 'loginRequired requiresLogin requireLogin requiresAuth authRequired',
    programs: 'content systems',
    reading: 'audience',
    audience: 'members',
  },
  {
    keys: `password passphrase postPassword pagePassword passwordProtected protected isProtected encrypted encrypt`,
    programs: 'WordPress, Hexo, VuePress',
    reading: 'secret',
  },
  {
    keys: `embargoUntil embargoDate embargoEnd embargoEnds embargoTime embargoLift embargoLifts embargoed embargoedTo
      embargoTo holdUntil heldUntil notBefore hideUntil hiddenUntil privateUntil draftUntil draftDate`,
    programs: 'newsroom systems',
    reading: 'from',
  },
  {
    keys: `publishDate publishOn publishAt publishFrom publishAfter publishTime publishUp publishStart publishNotBefore
      publishingDate publishedDate publishedTime goLive goLiveAt goLiveDate liveFrom liveAt visibleFrom activeFrom showFrom displayFrom onlineFrom availableFrom validFrom scheduledAt scheduledFor
      scheduledDate scheduledTime scheduledPublish schedulePublish scheduleDate releaseDate releaseAt releaseOn
      releaseTime`,
    programs: 'Hugo, Grav, Drupal, Joomla, Wagtail',
    reading: 'from',
    dates: true,
  },
  { keys: 'scheduled isScheduled', programs: 'content systems', reading: 'schedule', dates: true },
  {
    keys: `expiryDate expires expire expiry expiration expirationDate expireDate expiresAt expiresOn expireAt expireOn
      expiryTime unpublishDate unpublish unpublishAt unpublishOn unpublishAfter publishUntil publishTo publishDown
      publishEnd visibleUntil activeUntil liveUntil showUntil displayUntil onlineUntil availableUntil validUntil validTo
      hideAt hideOn archiveDate archiveAt archiveOn takeDown takeDownDate removeAt removeOn removeAfter hideAfter
      deleteAt deleteAfter sunsetDate`,
    programs: 'Hugo, Grav, Drupal, Joomla, Craft, Wagtail',
    reading: 'until',
  },
  {
    keys: `entwurf brouillon borrador bozza rascunho utkast kladde luonnos taslak ciornă черновик чернетка gesperrt
      unveröffentlicht unveroeffentlicht`,
    programs: 'content systems in other languages',
    reading: 'hidden',
  },
  {
    keys: `veröffentlicht veroeffentlicht veröffentlichen veroeffentlichen publiziert öffentlich oeffentlich publié publiée
      publier publicado publicada publicar pubblicato pubblicata pubblicare gepubliceerd publiceren openbaar publicerad
      publicera publiceret udgivet publiseret publisert offentlig offentliggjort julkaistu opublikowano opublikowany
      publikováno zveřejněno опубликовано опубліковано`,
    programs: 'content systems in other languages',
    reading: 'public',
  },
  {
    keys: 'freigabe freigegeben público pubblico publiczny veřejné',
    programs: 'content systems in other languages',
    reading: 'unlisted-if-false',
  },
  {
    // Words with other meanings, such as a concept, a proposal or a sketch.
    keys: 'concept koncept návrh szkic vázlat piszkozat kladd privat privé privado privada privato privata sperrvermerk',
    programs: 'content systems in other languages',
    reading: 'unlisted-if-true',
  },
  {
    keys: 'sperrfrist sperrfristBis gesperrtBis embargado embargada',
    programs: 'newsroom systems in other languages',
    reading: 'from',
  },
]

/** Words for a draft in other languages, without those that also have another meaning. */
const DRAFTS =
  'entwurf brouillon borrador bozza rascunho utkast kladde luonnos taslak ciornă черновик чернетка 草稿 下書き 초안'

/** Values of `status` and similar keys that make the text public. */
const OPEN_STATES = foldedSet(
  `publish published public live final active featured sticky sent online open visible listed released approved enabled
  everyone everybody all anyone new deprecated veröffentlicht veroeffentlicht öffentlich freigegeben publiziert publié
  publiée publicado publicada pubblicato pubblicata gepubliceerd publicerad publiceret publisert julkaistu opublikowano
  opublikowany publikováno zveřejněno опубликовано опубліковано 公開 公開済み 已发布 已發佈`,
)

/** Values that keep it from the public. */
const CLOSED_STATES = foldedSet(
  `draft drafts private pending hidden unlisted unpublished trash trashed auto-draft inherit skip archived review in-review
  pending-review needs-review rejected deleted gone removed withdrawn retracted expired embargoed wip work-in-progress
  internal password protected illegal teapot offline inactive disabled not-public not-published on-hold spiked drafting
  in-progress todo ready-for-review awaiting-review unveröffentlicht gesperrt concept koncept návrh szkic vázlat piszkozat
  非公開 비공개 ${DRAFTS}`,
)

/** The subset of these that is unambiguous under keys with other uses. */
const CLOSED_EVERYWHERE = foldedSet(
  `draft drafts private hidden unlisted unpublished not-published not-public auto-draft embargoed wip work-in-progress
  pending pending-review needs-review in-review trash trashed drafting ready-for-review awaiting-review ${DRAFTS}`,
)

/** Values that publish it at its date. */
const SCHEDULED_STATES = foldedSet('future scheduled')

/** Values of an audience key that restrict the article, with the audience each stands for. */
const AUDIENCES: ReadonlyMap<string, string> = new Map(
  (
    [
      ['members', 'member members members-only registered login logged-in users authenticated only-free'],
      ['subscribers', 'subscriber subscribers subscribers-only subscription'],
      [
        'paid',
        'paid paid-only only-paid premium paywall founding tiers specific-tiers filter patrons paying',
      ],
    ] as const
  ).flatMap(([audience, words]) => [...foldedSet(words)].map((word) => [word, audience] as const)),
)

/** The words of a text, folded as keys are for comparison. */
export function foldedSet(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/).map(foldKey))
}

/** The spellings of a gate. */
export const keysOf = ({ keys }: Gate): readonly string[] => keys.split(/\s+/)

const BY_KEY: ReadonlyMap<string, Gate> = new Map(
  GATES.flatMap((gate) => keysOf(gate).map((key) => [foldKey(key), gate] as const)),
)

/** The gate that a key stands for, in any spelling. */
export function gateNamed(spelling: string): Gate | undefined {
  return BY_KEY.get(foldKey(spelling))
}

/** Maps in which programs and themes nest gates. */
const CONTAINERS = foldedSet(
  'build feed rss params extra meta metadata data post page entry article attributes frontmatter publication seo feedwright eleventyComputed',
)

/** Whether the entries of a map under this key are treated as top-level keys, and not only those of one meaning. */
export function holdsGates(spelling: string): boolean {
  return CONTAINERS.has(foldKey(spelling))
}

/** Gates that have no other meaning in a map about something else, such as a picture or a menu. */
const CLEAR: ReadonlySet<Gate> = new Set(
  ['isDraft', 'published', 'unpublished', 'status', 'embargoUntil'].flatMap((key) => gateNamed(key) ?? []),
)

/** Whether a gate keeps an article from the public also in a map whose meaning is unknown. */
export function isClear(gate: Gate): boolean {
  return CLEAR.has(gate)
}

/** The meaning of one gate. `unread`: its value is unknown, so that it must not be ignored. */
export type GateVerdict =
  | { readonly kind: 'open' | 'closed' | 'scheduled' | 'unread' }
  /** The key is not a gate here: it has another meaning. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'audience'; readonly audience: string }
  | { readonly kind: 'moment'; readonly edge: 'from' | 'until' }

/** Interprets the value of a gate. The caller parses moments, because it has the time zone of the site. */
export function readGate(gate: Gate, field: Field): GateVerdict {
  if (isEmpty(field)) return { kind: 'nothing' }
  const flag = flagOf(field)
  switch (gate.reading) {
    case 'hidden':
      return flag !== undefined ? verdict(!flag) : { kind: 'unread' }
    case 'excluded':
      return flag !== undefined ? verdict(!flag) : { kind: field.kind === 'list' ? 'closed' : 'unread' }
    case 'public':
      if (flag !== undefined) return verdict(flag)
      return startsWithYear(field) ? { kind: 'moment', edge: 'from' } : { kind: 'unread' }
    case 'unlisted-until':
      if (flag !== undefined) return verdict(!flag)
      if (isDate(field)) return { kind: 'moment', edge: 'from' }
      return { kind: field.kind === 'text' && /^\s*(?:un)?til/i.test(field.text) ? 'unread' : 'nothing' }
    case 'unlisted-if-true':
      return flag === true ? { kind: 'closed' } : { kind: 'nothing' }
    case 'unlisted-if-false':
      if (flag === false || wordOf(field) === 'never') return { kind: 'closed' }
      return isDate(field) ? { kind: 'moment', edge: 'from' } : { kind: 'nothing' }
    case 'tier': {
      const audience = AUDIENCES.get(wordOf(field) ?? '')
      return audience === undefined ? { kind: 'nothing' } : { kind: 'audience', audience }
    }
    case 'audience':
      if (flag === undefined) return { kind: 'unread' }
      return flag ? { kind: 'audience', audience: gate.audience ?? '' } : { kind: 'open' }
    case 'secret':
      return { kind: flag === false ? 'open' : 'closed' }
    case 'from':
    case 'until':
      if (flag === false) return { kind: 'open' }
      return flag === true ? { kind: 'closed' } : { kind: 'moment', edge: gate.reading }
    case 'schedule':
      if (flag === undefined) return { kind: 'moment', edge: 'from' }
      return { kind: flag ? 'scheduled' : 'open' }
    case 'state':
      return { kind: CLOSED_EVERYWHERE.has(wordOf(field) ?? '') ? 'closed' : 'nothing' }
    case 'status':
    case 'visibility':
      return flag !== undefined ? verdict(flag) : readState(field)
  }
}

const startsWithYear = (field: Field): boolean => field.kind === 'text' && /^\s*\d{4}\D/.test(field.text)

/** Whether a value is a complete date. The moment does not matter here, so any time zone will do. */
const isDate = (field: Field): boolean =>
  field.kind === 'text' && /\d{4}/.test(field.text) && typeof readDate(field.text.trim(), 'UTC') === 'string'

const verdict = (isOpen: boolean): GateVerdict => ({ kind: isOpen ? 'open' : 'closed' })

function readState(field: Field): GateVerdict {
  const word = wordOf(field)
  if (word === undefined) return { kind: 'unread' }
  const audience = AUDIENCES.get(word)
  if (audience !== undefined) return { kind: 'audience', audience }
  if (CLOSED_STATES.has(word)) return { kind: 'closed' }
  if (SCHEDULED_STATES.has(word)) return { kind: 'scheduled' }
  return { kind: OPEN_STATES.has(word) ? 'open' : 'unread' }
}

const YES = 'true yes y on 1 ja oui si sí sim tak ano da да так evet kyllä igen ναι はい 是 예'
const NO = 'false no n off 0 nein non não nao nee nej nei nie ne нет ні hayır ei nem όχι いいえ 否 아니오'
const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ...YES.split(' ').map((word) => [word, true] as const),
  ...NO.split(' ').map((word) => [word, false] as const),
])

/** A boolean, including YAML 1.1 spellings, quoted values, and `yes` and `no` in other languages. */
export function flagOf(field: Field): boolean | undefined {
  if (field.kind === 'flag') return field.flag
  return field.kind === 'text' ? FLAGS.get(field.text.trim().toLowerCase()) : undefined
}

function wordOf(field: Field): string | undefined {
  const [only] = field.kind === 'list' && field.items.length === 1 ? field.items : [field]
  return only?.kind === 'text' || only?.kind === 'flag' ? foldKey(only.text) : undefined
}

function isEmpty(field: Field): boolean {
  return (
    field.kind === 'nothing' ||
    (field.kind === 'text' && field.text.trim() === '') ||
    (field.kind === 'list' && field.items.length === 0)
  )
}
