import type { SkippedRef } from './source.ts'
import { type SourceFindingCode, skippedRef } from './source-finding.ts'

interface Kind {
  readonly endings: string
  readonly code: SourceFindingCode
  readonly fix: string
}

/** File formats for articles of other programs, by file name extension. */
const KINDS: readonly Kind[] = [
  {
    endings: 'qmd rmd mdown mkd mkdn mdwn mdtxt mdtext text',
    code: 'kind-unread',
    fix: 'if they are Markdown, rename them to .md',
  },
  {
    endings: 'adoc asciidoc rst org textile wiki mediawiki creole muse t2t tex typ ipynb lr djot dj',
    code: 'kind-unread',
    fix: 'if they are articles, convert them to Markdown, for example with pandoc',
  },
  {
    endings: 'docx doc odt rtf pages gdoc wpd',
    code: 'kind-unread',
    fix: 'if they are articles, save them as Markdown',
  },
  {
    endings: 'html htm xhtml shtml php',
    code: 'page-unread',
    fix: 'write the text of an article into a .md file, which may contain HTML',
  },
  {
    endings:
      'njk liquid hbs mustache ejs pug jade haml slim erb jinja jinja2 j2 webc vto astro vue svelte gmi scroll',
    code: 'page-unread',
    fix: 'write the text of an article into a .md file; templates are not run',
  },
  {
    endings: 'xml wxr opml',
    code: 'page-unread',
    fix: 'write one .md file for each article; exports of other programs are not supported',
  },
]

const KIND_OF: ReadonlyMap<string, Kind> = new Map(
  KINDS.flatMap((kind) => kind.endings.split(' ').map((ending) => [ending, kind] as const)),
)

export const isOfOtherKind = (code: string): boolean => KINDS.some((kind) => kind.code === code)

/** The finding about a folder with files of other formats and without articles. */
export function folderWithoutArticles(folder: string): SkippedRef {
  return skippedRef(
    'folder-without-articles',
    folder,
    'The folder has files, but no article',
    'Add articles with names that end in .md, .markdown or .txt, or begin the name of the folder with _.',
  )
}

/** Maximum number of files of one format that are named. */
const NAMED = 3

/** Counts the files of other formats in a listing, by format and section folder. */
export function createOtherKinds() {
  const met = new Map<
    string,
    { readonly kind: Kind; readonly folder: string; count: number; names: string[] }
  >()
  return {
    /** @param path below the content folder */
    meet(path: string): void {
      const ending = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase()
      const kind = ending === undefined ? undefined : KIND_OF.get(ending)
      if (kind === undefined) return
      const folder = path.includes('/') ? path.slice(0, path.indexOf('/')) : ''
      const name = path.slice(folder === '' ? 0 : folder.length + 1)
      const id = `${folder}/${ending}`
      const known = met.get(id)
      if (known === undefined) {
        met.set(id, { kind, folder, count: 1, names: [name] })
        return
      }
      known.count++
      // Sorted, so that the result does not depend on the order of the file system.
      known.names = [...known.names, name].sort().slice(0, NAMED)
    },
    /** The findings, one per format and folder. */
    told(): readonly SkippedRef[] {
      return [...met].map(([id, { kind, folder, count, names }]) => {
        const ending = id.slice(folder.length + 1)
        const what = count === 1 ? `1 file .${ending}` : `${count} files .${ending}`
        const where = folder === '' ? 'the content folder' : folder
        const more = count > names.length ? ', …' : ''
        return skippedRef(
          kind.code,
          folder,
          `${what} in ${where} ${count === 1 ? 'is' : 'are'} not read (${names.join(', ')}${more})`,
          `${kind.fix}; move files that are not articles into a folder with a name that begins with _`,
        )
      })
    },
  }
}
