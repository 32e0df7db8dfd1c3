import { editDistance } from '../suggestion.ts'
import { foldedSet, GATES, gateNamed, keysOf } from './gates.ts'
import { foldKey, lookOf, wordsOfKey } from './key-spelling.ts'

/** Words of keys that control whether, when or to whom something is public. */
const GATE_WORDS = spacedSet(
  `draft drafts drafting embargo embargoed publish published publishing unpublish unpublished private privacy password
  passphrase protected expire expires expired expiry expiration paid premium paywall paywalled restricted restriction
  confidential secret withdraw withdrawn withhold withheld retract retracted unapproved audience
  entwurf sperrfrist gesperrt unveröffentlicht veröffentlicht veröffentlichen freigegeben brouillon publié borrador publicado bozza pubblicato rascunho
  gepubliceerd utkast udkast kladde kladd luonnos szkic taslak koncept návrh ciornă piszkozat πρόχειρο черновик чернетка опубликовано эмбарго
  embargado embargada embargato مسودة טיוטה ड्राफ्ट ร่าง nháp 초안 비공개 草稿 下書き 公開 非公開 发布`,
)

/** Words that control this if they hide the article, and not, for example, its date. */
const HIDE_WORDS = spacedSet('hide hidden invisible unlisted listed visible visibility')

const WHEN = spacedSet(
  'at on until till from to before after when date time datetime day end ends start starts bis sous jusqu jusque au hasta fino al até tot до',
)

/** Words that may accompany these words without changing the meaning. */
const BESIDE = spacedSet(
  `is be was not no do dont never only this the a an my post posts page article articles entry item content doc document story
  blog site web website feed feeds rss atom list lists index home collection collections public for from in on status state
  flag mode level has should can exclude excluded include included everyone people readers all and or`,
)

/** Keys that consist of such words, or are spelled nearly like gates, but are known not to be gates. */
const NO_GATES = foldedSet(
  `publisher publishers publication stats hide-index hide-list hidden-in-home-list hide-from-home hide-in-home
  hidden-from-home-page hide-from-home-page hidden-from-home hidden-on-home hide-on-home hidden-from-search hide-from-search
  syndicate-to syndicated-to syndication`,
)

function spacedSet(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/))
}

/**
 * Whether an unknown key resembles a gate: it consists of gate words, is spelled nearly like a gate, or looks like one
 * because of letters from another script.
 *
 * @param own Feedwright's own gates, folded
 */
export function looksLikeGate(spelling: string, own: readonly string[]): boolean {
  const folded = foldKey(spelling)
  if (NO_GATES.has(folded)) return false
  const words = wordsOfKey(spelling)
  const isMadeOf = (gates: ReadonlySet<string>, beside: readonly ReadonlySet<string>[]): boolean =>
    words.some((word) => gates.has(word)) &&
    words.every((word) => gates.has(word) || beside.some((set) => set.has(word)))
  if (isMadeOf(GATE_WORDS, [BESIDE, WHEN, HIDE_WORDS]) || isMadeOf(HIDE_WORDS, [BESIDE])) return true
  const look = lookOf(folded)
  if (look !== folded && (gateNamed(look) !== undefined || own.includes(look) || GATE_WORDS.has(look)))
    return true
  const most = look.length < 5 ? 0 : look.length < 9 ? 1 : 2
  return [...own, ...NEAR].some(
    (gate) =>
      gate[0] === look[0] && Math.abs(gate.length - look.length) <= most && editDistance(look, gate) <= most,
  )
}

/** Gates whose misspellings are detected. Shorter ones resemble too many other words. */
const NEAR: readonly string[] = [
  'hidden',
  'status',
  'expiry',
  ...GATES.filter(
    ({ programs, reading }) =>
      !/^(?:unlisted|state|tier)/.test(reading) && !programs.endsWith('other languages'),
  )
    .flatMap((gate) => keysOf(gate).map(foldKey))
    .filter((key) => key.length > 6),
]
