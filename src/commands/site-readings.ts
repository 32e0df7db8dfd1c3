import type { FirstSettings } from '../dialects/first-settings.ts'
import type { Finding } from '../finding.ts'
import { count } from '../reporting/count.ts'
import { addressKey, type Trial } from './init-trial.ts'

/** One way in which the articles of a site can be read, and what came of it. */
export interface Reading {
  /** As people name it: `Hugo`. */
  readonly title: string
  readonly settings: FirstSettings
  readonly trial: Trial
}

/** What is told of an article of which a part is missing or guessed, because only its own program can make it. */
const PARTS_MISSING: ReadonlySet<string> = new Set([
  'body-not-run',
  'template-left-out',
  'mdx-code',
  'address-unsure',
])

/** Number of articles that readers would get without some of their text, or not at all. */
export function partsLost({ trial: { report } }: Reading): number {
  return new Set([...filesCut(report.findings), ...filesWithErrors(report.findings)]).size
}

/** Files of which only their own program can make the whole. */
const filesCut = (findings: readonly Finding[]): readonly string[] =>
  findings.flatMap(({ code, file }) => (PARTS_MISSING.has(code) && file !== undefined ? [file] : []))

/** Files that are left out for what is wrong with them. */
export function filesWithErrors(findings: readonly Finding[]): ReadonlySet<string> {
  return new Set(
    findings.flatMap(({ severity, file }) => (severity === 'error' && file !== undefined ? [file] : [])),
  )
}

/**
 * The reading that publishes whole articles, and none that is not public: the program's own files say which these are, so
 * pages that were built with drafts are not taken beside them.
 */
export function chosenOf(
  source: Reading | undefined,
  pages: readonly Reading[],
): { readonly reading: Reading | undefined; readonly reason?: string } {
  const [best] = pages.toSorted((one, other) => sizeOf(other) - sizeOf(one))
  if (source === undefined) return { reading: best }
  const lost = partsLost(source)
  if (lost === 0) return { reading: source }
  const parts = `${count(lost, 'article')} would lack what only ${source.title} can make of them`
  if (best === undefined)
    return {
      reading: source,
      ...(filesCut(source.trial.report.findings).length > 0 && {
        reason: `${parts}: build the site and run init again, and the articles are taken from its pages`,
      }),
    }
  const { path } = best.settings.source
  const others = notPublicIn(best, source)
  if (others > 0)
    return {
      reading: source,
      reason: `${parts}, but in ${path} there are pages of ${count(others, 'article')} that are not public: build the site without them and run init again`,
    }
  if (sizeOf(best) < sizeOf(source))
    return {
      reading: source,
      reason: `${parts}, but of the pages in ${path} only ${sizeOf(best)} say that they are articles: docs/built-pages.md says how to name the others`,
    }
  return { reading: best, reason: `${parts}: taken from ${path}, where they are whole` }
}

const sizeOf = ({ trial }: Reading): number => trial.publicAddresses.size

/** How many pages have an address that the source says, or may say, is that of an article that is not public. */
function notPublicIn({ trial: built }: Reading, { trial, settings }: Reading): number {
  const names = new Set(trial.withheldKeys.map(nameOf))
  const isNamed = (address: string) => names.has(address.slice(address.lastIndexOf('/') + 1))
  const home = addressKey(settings.url)
  return [...built.publicAddresses].filter(
    (address) =>
      !trial.publicAddresses.has(address) &&
      (trial.otherAddresses.has(address) || (address !== home && isNamed(address))),
  ).length
}

/** What an address calls an article by: the name of its file without day and ending, or of the folder that is all its own. */
const nameOf = (key: string): string =>
  key
    .replace(/(?:\/index)?\.\w+$/, '')
    .replace(/^.*\//, '')
    .replace(/^\d{4}-\d{2}-\d{2}-/, '')
