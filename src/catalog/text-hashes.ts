import { createTextLog } from './text-log.ts'

/** A set of texts of which only hashes are kept, outside of the heap. */
export interface TextHashes {
  /** Whether a text was added, or another one with the same hash of 53 bits. */
  has(text: string): boolean
  add(text: string): void
  clear(): void
}

/** Numbers texts in the order in which they are added; keeps them outside of the heap. */
export interface TextIndex {
  /** The number of a text; undefined if it was not added. */
  indexOf(text: string): number | undefined
  /** Adds a text that is not in the index, and returns its number. */
  add(text: string): number
}

/** The hashes by slot, 0 for an empty one, and the number of each. */
interface Table {
  readonly hashes: Float64Array
  readonly numbers: Uint32Array
}

const SMALLEST = 1 << 10

const tableOf = (slots: number): Table => ({
  hashes: new Float64Array(slots),
  numbers: new Uint32Array(slots),
})

/** A hash of 53 bits that is never 0: FNV-1a with two factors. */
function hashOf(text: string): number {
  let high = 0x811c9dc5
  let low = 0x41c6ce57
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    high = Math.imul(high ^ code, 0x01000193)
    low = Math.imul(low ^ code, 0x5bd1e995)
  }
  low ^= high >>> 15
  return (high >>> 11) * 2 ** 32 + (low >>> 0) || 1
}

/** The slot with the hash whose number is accepted, or the empty slot where it belongs. */
function slotOf({ hashes, numbers }: Table, hash: number, accepts: (number: number) => boolean): number {
  const mask = hashes.length - 1
  for (let slot = hash & mask; ; slot = (slot + 1) & mask)
    if (hashes[slot] === 0 || (hashes[slot] === hash && accepts(numbers[slot] ?? 0))) return slot
}

/** A table of twice the size with the same content. */
function grown({ hashes, numbers }: Table): Table {
  const table = tableOf(2 * hashes.length)
  hashes.forEach((hash, from) => {
    if (hash === 0) return
    const slot = slotOf(table, hash, () => false)
    table.hashes[slot] = hash
    table.numbers[slot] = numbers[from] ?? 0
  })
  return table
}

const any = (): boolean => true

export function createTextHashes(): TextHashes {
  let table = tableOf(SMALLEST)
  let size = 0
  return {
    has: (text) => table.hashes[slotOf(table, hashOf(text), any)] !== 0,
    add(text) {
      const hash = hashOf(text)
      const slot = slotOf(table, hash, any)
      if (table.hashes[slot] !== 0) return
      table.hashes[slot] = hash
      if (++size * 2 > table.hashes.length) table = grown(table)
    },
    clear() {
      table = tableOf(SMALLEST)
      size = 0
    },
  }
}

export function createTextIndex(): TextIndex {
  const texts = createTextLog()
  const places: number[] = []
  let table = tableOf(SMALLEST)
  return {
    indexOf(text) {
      const slot = slotOf(table, hashOf(text), (number) => texts.get(places[number] ?? 0) === text)
      return table.hashes[slot] === 0 ? undefined : table.numbers[slot]
    },
    add(text) {
      const hash = hashOf(text)
      const slot = slotOf(table, hash, () => false)
      table.hashes[slot] = hash
      table.numbers[slot] = places.length
      if (places.push(texts.add(text)) * 2 > table.hashes.length) table = grown(table)
      return places.length - 1
    },
  }
}
