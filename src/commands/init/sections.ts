import { readFrontMatter } from '../../article/front-matter/read-front-matter.ts'
import { dayInName } from '../../article/name-date.ts'
import type { KnownDialect } from '../../dialects/dialect.ts'
import { createSiteFolderSource } from '../../sources/site-folder.ts'

/** Names of sections without articles, although their pages may have dates. */
const NO_ARTICLES =
  /^(?:docs?|documentation|pages?|legal|about|help|support|faqs?|glossary|references?|authors?|people|team|tags|categories|contact)$/i

/** Sections whose articles state a date, those with the most first. */
export async function sectionsIn(
  siteDir: string,
  dialect: KnownDialect,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const counts = new Map<string, { dated: number; all: number }>()
  for await (const batch of createSiteFolderSource(siteDir, async () => dialect).list(signal))
    for (const listed of batch) {
      if ('code' in listed) continue
      const raw = await listed.load().catch(() => undefined)
      if (raw?.kind !== 'file') continue
      const source = new TextDecoder().decode(raw.bytes)
      const front = readFrontMatter(source)
      if (!('fields' in front)) continue
      const { fields } = raw.translate?.({ ...front, source }) ?? front
      const section = fields.get('section')?.field
      if (section?.kind !== 'text') continue
      const { dated, all } = counts.get(section.text) ?? { dated: 0, all: 0 }
      counts.set(section.text, {
        dated: dated + (fields.has('date') || dayInName(listed.key) !== undefined ? 1 : 0),
        all: all + 1,
      })
    }
  const withDates = [...counts].filter(([, { dated }]) => dated > 0)
  // If most pages have no date, the others are probably not articles either.
  const mostly = withDates.filter(([name, { dated, all }]) => dated * 2 >= all && !NO_ARTICLES.test(name))
  return (mostly.length === 0 ? withDates : mostly)
    .toSorted(([, one], [, other]) => other.dated - one.dated)
    .map(([name]) => name)
}
