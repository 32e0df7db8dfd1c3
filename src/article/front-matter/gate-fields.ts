import { DATE_FORMS, readDate } from '../dates.ts'
import type { FindingCollector } from '../finding-collector.ts'
import { type Instant, latest } from '../instant.ts'
import type { Field } from './fields.ts'
import { looksLikeGate } from './gate-words.ts'
import { flagOf, type Gate, gateNamed, holdsGates, isClear, readGate } from './gates.ts'
import { foldKey, lookOf, shownKey } from './key-spelling.ts'
import { type KeyName, keyNamed } from './keys.ts'

/** Whether, when and to whom an article is public, according to all gates of its front matter. */
export interface GateState {
  /** At least one gate states that the article is not public. */
  readonly closed: boolean
  /** At least one gate states that the article is public. */
  readonly open: boolean
  /** The article is published at its date, and must have one. */
  readonly scheduled: boolean
  /** Not public before this moment: the latest that any gate states. */
  readonly from?: Instant
  /** Not public from this moment on: the earliest that any gate states. */
  readonly until?: Instant
  /** Date of an article that states no `date`. */
  readonly date?: Instant
  readonly audience?: string
  /** At least one gate, or key that resembles a gate, could not be interpreted. */
  readonly unread: boolean
}

interface Stated {
  readonly gate: Gate
  readonly spelling: string
  readonly keyOffset: number
  readonly field: Field
}

const EMBARGO: Gate = { keys: 'embargoedUntil', programs: 'feedwright', reading: 'from' }

/** Feedwright's own gates, folded by `foldKey`. */
export const OWN_GATES: readonly string[] = [
  'draft',
  'withdrawn',
  'retracted',
  'audience',
  'embargo',
  'embargoeduntil',
]

/**
 * Extracts the gates from a front matter; a key that resembles a gate but cannot be interpreted excludes the article.
 */
export class StatedGates {
  readonly #stated: Stated[] = []
  readonly #notes: FindingCollector
  #hasUnknown = false

  constructor(notes: FindingCollector) {
    this.#notes = notes
  }

  /** Handles the entry if it is a gate, and returns whether it is one; the caller handles all other keys. */
  take(spelling: string, keyOffset: number, field: Field): boolean {
    const name = keyNamed(spelling)
    if (name === 'embargoedUntil') return this.#add(EMBARGO, spelling, keyOffset, field)
    const gate = gateNamed(spelling)
    if (gate !== undefined) {
      // Some programs use `published` and `permalink` as flags, others as a date and an address.
      if (name !== undefined && flagOf(field) === undefined && !isNoDate(name, field)) return false
      if (readGate(gate, field).kind !== 'nothing') return this.#add(gate, spelling, keyOffset, field)
      this.#takeFrom(spelling, field)
      return name === undefined && !gate.reading.startsWith('unlisted') && gate.reading !== 'state'
    }
    if (name !== undefined) return false
    this.#takeFrom(spelling, field)
    if (!looksLikeGate(spelling, OWN_GATES)) return false
    const look = lookOf(foldKey(spelling))
    const meant = look === foldKey(spelling) ? undefined : look
    this.#hasUnknown = true
    this.#notes.add(
      'gate-unknown',
      {
        message: `the key \`${shownKey(spelling)}\` looks like one that keeps an article from the public, but is not known: the article is left out`,
        ...(meant !== undefined && { got: shownKey(spelling), expected: `${meant} in plain letters` }),
        fix: 'correct the key as in docs/articles.md under "What is not public", or rename it if it means something else',
      },
      keyOffset,
    )
    return true
  }

  #add(gate: Gate, spelling: string, keyOffset: number, field: Field): true {
    this.#stated.push({ gate, spelling, keyOffset, field })
    return true
  }

  /**
   * Handles the gates nested in a map: those that close the article count, all others are ignored. Of a map with an
   * unknown meaning, only gates without another meaning count.
   */
  #takeFrom(container: string, field: Field, depth = 1): void {
    if (field.kind !== 'map' || depth > MOST_NESTED) return
    const isKnown = holdsGates(container)
    for (const [spelling, entry] of field.entries) {
      const own = keyNamed(spelling)
      const gate = own === 'draft' ? DRAFT : own === 'embargoedUntil' ? EMBARGO : gateNamed(spelling)
      if (gate === undefined || !(isKnown || own === 'draft' || own === 'embargoedUntil' || isClear(gate))) {
        this.#takeFrom(spelling, entry.field, depth + 1)
        continue
      }
      const verdict = readGate(gate, entry.field)
      const isFrom = verdict.kind === 'moment' && verdict.edge === 'from'
      if (verdict.kind === 'closed' || verdict.kind === 'audience' || isFrom)
        this.#add(gate, spelling, entry.keyOffset, entry.field)
    }
  }

  /** The combined state of all gates. Moments without an offset are local to `timeZone`. */
  read(timeZone: string): GateState {
    let closed = false
    let open = false
    let scheduled = false
    let unread = this.#hasUnknown
    let audience: string | undefined
    const from: Instant[] = []
    const until: Instant[] = []
    const dates: Instant[] = []
    for (const stated of this.#stated) {
      const verdict = readGate(stated.gate, stated.field)
      if (verdict.kind === 'closed') closed = true
      else if (verdict.kind === 'open') open = true
      else if (verdict.kind === 'scheduled') scheduled = true
      else if (verdict.kind === 'audience') audience ??= verdict.audience
      else if (verdict.kind === 'unread') {
        this.#unread(stated)
        unread = true
      } else if (verdict.kind === 'moment') {
        const moment = this.#moment(stated, timeZone)
        if (moment === undefined) {
          unread = true
          continue
        }
        ;(verdict.edge === 'from' ? from : until).push(moment)
        if (stated.gate.dates === true) dates.push(moment)
      }
    }
    const [start, end, date] = [latest(from), until.toSorted()[0], latest(dates)]
    return {
      closed,
      open,
      scheduled,
      unread,
      ...(start !== undefined && { from: start }),
      ...(end !== undefined && { until: end }),
      ...(date !== undefined && { date }),
      ...(audience !== undefined && { audience }),
    }
  }

  #moment({ spelling, field }: Stated, timeZone: string): Instant | undefined {
    const text = field.kind === 'text' ? field.text.trim() : undefined
    const date = text === undefined ? { problem: 'is no date' } : readDate(text, timeZone)
    if (typeof date === 'string') return date
    this.#notes.add(
      'date-invalid',
      {
        message: `\`${shownKey(spelling)}\` ${date.problem}, and determines when the article is public: the article is left out`,
        ...(text !== undefined && { got: text }),
        expected: DATE_FORMS,
        fix: 'correct the date; without an offset, it is in the time zone of the site',
      },
      field.offset,
    )
    return undefined
  }

  #unread({ gate, spelling, field }: Stated): void {
    const isWord = gate.reading === 'status' || gate.reading === 'visibility'
    this.#notes.add(
      'gate-unread',
      {
        message: `\`${shownKey(spelling)}\` determines whether the article is public, but its value is not understood: the article is left out`,
        got: field.kind === 'text' || field.kind === 'flag' ? field.text : 'a list, or keys and values',
        expected: isWord ? 'a word such as draft, private or published' : 'true or false',
        fix: `correct \`${shownKey(spelling)}\`, or remove the line`,
      },
      field.offset,
    )
  }
}

/** Maximum number of maps around a gate. */
const MOST_NESTED = 4

/** Whether a value of `published` is not meant as a date. */
function isNoDate(name: KeyName, field: Field): boolean {
  return (
    name === 'date' &&
    (field.kind === 'map' || (field.kind === 'text' && /^[^\d]*\S[^\d]*$/.test(field.text)))
  )
}

const DRAFT: Gate = { keys: 'draft', programs: 'feedwright', reading: 'hidden' }
