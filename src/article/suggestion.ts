/**
 * The candidate with the smallest edit distance from `word`, if it is at most a third of its letters, or at most `most`
 * if given.
 */
export function nearest(word: string, candidates: Iterable<string>, most?: number): string | undefined {
  const wanted = word.toLowerCase().slice(0, 40)
  let best: string | undefined
  let least = (most ?? Math.ceil(wanted.length / 3)) + 1
  for (const candidate of candidates) {
    // The difference in length is a lower bound of the distance.
    if (Math.abs(wanted.length - candidate.length) >= least) continue
    const distance = editDistance(wanted, candidate.toLowerCase())
    if (distance < least) {
      least = distance
      best = candidate
    }
  }
  return best
}

/** Number of letters to insert, delete, replace or swap with a neighbor to turn one word into the other. */
export function editDistance(one: string, other: string): number {
  let before: number[] = []
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= other.length; j += 1) {
      const above = row[j] ?? 0
      const left = next[j - 1] ?? 0
      const corner = row[j - 1] ?? 0
      const isSwap = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
      const swapped = isSwap ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY
      next.push(Math.min(above + 1, left + 1, corner + (one[i - 1] === other[j - 1] ? 0 : 1), swapped))
    }
    before = row
    row = next
  }
  return row[other.length] ?? 0
}
