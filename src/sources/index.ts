import { createFolderSource, type FolderOptions } from './folder.ts'
import type { ArticleSource } from './source.ts'

/** Every kind of source by the name settings call it; a new kind is one file and its line here. */
export const sources: ReadonlyMap<string, (place: string, options?: FolderOptions) => ArticleSource> =
  new Map([['folder', createFolderSource]])
