import type { FirstSettings } from '../../dialects/first-settings.ts'
import type { Finding } from '../../finding.ts'
import { count } from '../../reporting/count.ts'
import { addressKey, type Trial } from './trial.ts'

/** One way to read the articles of a site, and the result. */
export interface Reading {
  /** Name for people: `Hugo`. */
  readonly title: string
  readonly settings: FirstSettings
  readonly trial: Trial
}

/** Findings about an article with a missing part, which only its own program can produce. */
const PARTS_MISSING: ReadonlySet<string> = new Set([
  'body-not-run',
  'template-left-out',
  'mdx-code',
  'address-unknown',
])

/** Number of articles that would be published without part of their text, or not at all. */
export function partsLost(reading: Reading): number {
  return new Set([...filesCut(reading), ...filesWithErrors(reading.trial.report.findings)]).size
}

/** Files that only their own program can process completely. A report has the guessed addresses in one finding. */
const filesCut = ({ trial: { report, guessedKeys } }: Reading): readonly string[] => [
  ...report.findings.flatMap(({ code, file }) =>
    PARTS_MISSING.has(code) && file !== undefined ? [file] : [],
  ),
  ...guessedKeys,
]

/** Files that are excluded because of errors. */
export function filesWithErrors(findings: readonly Finding[]): ReadonlySet<string> {
  return new Set(
    findings.flatMap(({ severity, file }) => (severity === 'error' && file !== undefined ? [file] : [])),
  )
}

/**
 * The reading that publishes complete articles, and none that is not public. The program's own files determine which
 * are public, so generated pages that may include drafts are not combined with them.
 */
export function chosenOf(
  source: Reading | undefined,
  pages: readonly Reading[],
): { readonly reading: Reading | undefined; readonly reason?: string } {
  const [best] = pages.toSorted((one, other) => sizeOf(other) - sizeOf(one))
  if (source === undefined) return { reading: best }
  const lost = partsLost(source)
  if (lost === 0) return { reading: source }
  const guessed = source.trial.guessedKeys.length
  const addresses = guessed === 0 ? '' : ` (of ${guessed} the address, which is guessed from the file)`
  const parts = `${count(lost, 'article')} would lack parts that only ${source.title} can make${addresses}`
  if (best === undefined)
    return {
      reading: source,
      ...(filesCut(source).length > 0 && {
        reason: `${parts}: build the site and run init again to use its pages as source`,
      }),
    }
  const { path } = best.settings.source
  const others = notPublicIn(best, source)
  if (others > 0)
    return {
      reading: source,
      reason: `${parts}, but in ${path} there are pages of ${count(others, 'article')} that are not public: build the site without them, and run init again`,
    }
  if (sizeOf(best) < sizeOf(source))
    return {
      reading: source,
      reason: `${parts}, but of the pages in ${path} only ${sizeOf(best)} are marked as articles: see docs/built-pages.md for the others`,
    }
  return { reading: best, reason: `${parts}: taken from ${path}, where they are complete` }
}

const sizeOf = ({ trial }: Reading): number => trial.publicArticles.size

/** Number of pages whose address, according to the source, is or may be that of an article that is not public. */
function notPublicIn({ trial: built }: Reading, { trial, settings }: Reading): number {
  const names = new Set(trial.withheldKeys.map(nameOf))
  const isNamed = (address: string) => names.has(address.slice(address.lastIndexOf('/') + 1))
  const home = addressKey(settings.url)
  return [...built.publicArticles.keys()].filter(
    (address) =>
      !trial.publicArticles.has(address) &&
      (trial.otherAddresses.has(address) || (address !== home && isNamed(address))),
  ).length
}

/** The name of an article in its address: the file name without date and extension, or the name of its own folder. */
const nameOf = (key: string): string =>
  key
    .replace(/(?:\/index)?\.\w+$/, '')
    .replace(/^.*\//, '')
    .replace(/^\d{4}-\d{2}-\d{2}-/, '')
