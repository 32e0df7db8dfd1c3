import type { Field } from './fields.ts'
import { flagOf, foldedSet } from './gates.ts'
import { foldKey } from './key-spelling.ts'

const KEYS =
  foldedSet(`sponsored isSponsored sponsoredContent sponsoredPost advertorial isAdvertorial promoted isPromoted
  brandedContent isBranded paidPartnership paidContent advertisement isAdvertisement ad isAd`)

/** Whether a front matter key, in any spelling, marks sponsored articles. */
export function isSponsorKey(spelling: string): boolean {
  return KEYS.has(foldKey(spelling))
}

/**
 * Whether the value of such a key marks the article as sponsored: anything nonempty except `false`, such as the name of
 * the sponsor.
 */
export function saysSponsored(field: Field): boolean {
  if (field.kind === 'nothing' || (field.kind === 'text' && field.text.trim() === '')) return false
  return flagOf(field) !== false
}

/** Adds the label to title and tags, unless already present. */
export function labeled(
  title: string,
  tags: readonly string[],
  label: string,
): { readonly title: string; readonly tags: readonly string[] } {
  const isSame = (text: string) => text.toLowerCase() === label.toLowerCase()
  return {
    title: isSame(title.slice(0, label.length)) ? title : `${label}: ${title}`,
    tags: tags.some(isSame) ? tags : [label, ...tags],
  }
}
