import { statedId } from '../../article/ids.ts'
import type { KeptFeeds } from '../../dialects/first-settings.ts'
import type { Finding } from '../../finding.ts'
import { checkFeed } from '../../gate/check.ts'
import { readExistingFeed } from '../../gate/existing-feed.ts'
import { count } from '../../reporting/count.ts'
import { documentOf } from './other-feeds.ts'
import type { Existing } from './present-feed.ts'
import { filesWithErrors } from './readings.ts'
import { addressKey, type Trial } from './trial.ts'

/** What a trial has read. */
export function reportOf({ report, publicArticles, otherAddresses }: Trial): readonly string[] {
  const { waiting } = report.articles
  const leftOut = filesWithErrors(report.findings).size
  const held = report.feeds.filter(({ status }) => status === 'held').map(({ name }) => name)
  return [
    `  ${count(publicArticles.size + otherAddresses.size, 'article')} read, ${leftOut} left out with an error, ${waiting} not public`,
    ...report.findings
      .filter(({ severity }) => severity === 'error')
      .slice(0, MOST_TOLD)
      .map(toldOf),
    ...(held.length === 0 ? [] : [`  held: ${held.join(', ')}`]),
  ]
}

/** The changes for readers of the existing feed. */
export function comparison(
  existing: Existing | undefined,
  { items, documents, others, otherAddresses, withheldAddresses, report }: Trial,
): readonly string[] {
  if (existing === undefined)
    return ['  no present feed was found: build the site first, or set its feed with --feed']
  const after = documents.flatMap((one) => checkFeed(one.bytes).findings)
  const { document, bytes, place } = existing
  const ours = new Set([...items.keys()].map(statedId))
  const known = new Set(document.items.map(({ id }) => id))
  const kept = [...ours].filter((id) => known.has(id))
  const gone = document.items.filter(({ id }) => !ours.has(id))
  // Articles that are no longer public must not be named here either.
  const isHidden = (address: string) => otherAddresses.has(address) || withheldAddresses.has(address)
  const named = gone.filter(({ url }) => !isHidden(addressKey(url)))
  return [
    `  present feed: ${place}, ${count(document.items.length, 'item')}, ${judged(checkFeed(bytes).findings)}`,
    `  after: ${kept.length} kept with the same id, ${gone.length} gone, ${ours.size - kept.length} new; ${judged(after)}`,
    ...report.findings.filter(({ code }) => code === 'feed-over-budget').map(toldOf),
    ...named.slice(0, MOST_TOLD).map(({ title, url }) => `  gone: ${title} ${url}`),
    ...(named.length === gone.length
      ? []
      : [`  ${gone.length - named.length} of those that are gone are no longer public`]),
    ...otherLines(existing.others, others, documents),
  ]
}

/** What happens to the other feeds of the site. */
function otherLines(
  feeds: Existing['others'],
  { paths = [], withOtherIds = [] }: Partial<KeptFeeds> = {},
  documents: Trial['documents'],
): readonly string[] {
  const ours = new Map(documents.map(({ path, bytes }) => [path, bytes]))
  const kept = feeds.filter(({ path }) => paths.includes(path))
  const lost = feeds.filter(({ path }) => !paths.includes(path))
  return [
    ...kept.map(({ path, document: { items } }) => {
      const bytes = ours.get(documentOf(path))
      if (bytes === undefined) return `  also kept: ${path}, as a redirect to the feed with the same articles`
      const ids = new Set(readExistingFeed(bytes)?.items.map(({ id }) => id))
      const same = items.filter(({ id }) => ids.has(id)).length
      return `  also kept: ${path}, ${same} of ${count(items.length, 'item')} with the same id`
    }),
    ...lost
      .slice(0, MOST_TOLD)
      .map(
        ({ path, document: { items } }) =>
          `  not kept: ${path}, ${count(items.length, 'item')}${withOtherIds.includes(path) ? ', whose ids differ from those in the present feed' : ''}`,
      ),
    ...(lost.length > MOST_TOLD ? [`  not kept: ${lost.length - MOST_TOLD} more`] : []),
    ...(lost.length === 0
      ? []
      : [
          '  readers of the feeds that are not kept get what the site itself writes there: if it will no longer, name each address in `redirects` or `gone`, or as `documents` of a feed under `feeds`; see docs/settings.md',
        ]),
  ]
}

const MOST_TOLD = 5

const toldOf = ({ file, line, message, fix }: Finding): string =>
  `  ${[file, line].filter((part) => part !== undefined).join(':')}: ${message}${fix === undefined ? '' : `; ${fix}`}`

function judged(findings: readonly Finding[]): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length
  const warnings = findings.filter(({ severity }) => severity === 'warning').length
  return `${count(errors, 'error')} and ${count(warnings, 'warning')} of the validator`
}
