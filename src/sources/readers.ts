import { fileAt } from '../article/article-kind.ts'
import { createLocalMedia } from './media-files.ts'
import type { FileReader, ReaderSetup } from './source.ts'

/** The readers of several sources, by name. */
export async function openReaders(
  setups: ReadonlyMap<string, ReaderSetup>,
): Promise<ReadonlyMap<string, FileReader>> {
  const opened = Array.from(setups, async ([name, setup]) => [name, await openReader(setup)] as const)
  return new Map(await Promise.all(opened))
}

/** The reader that a source has set up: it makes the same articles as the source itself. */
async function openReader(setup: ReaderSetup): Promise<FileReader> {
  switch (setup.kind) {
    case 'articles':
      return {
        raw: fileAt,
        ...(setup.siteUrl !== undefined && { media: createLocalMedia(setup.root, setup.siteUrl) }),
      }
    case 'pages':
      return (await import('./page-reader.ts')).createPageReader(setup)
    case 'site':
      return (await import('./site-reader.ts')).openSiteReader(setup)
  }
}
