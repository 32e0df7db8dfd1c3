import { createBuiltSource } from './built.ts'
import { folderFacts, pathSetting } from './folder-kind.ts'
import type { SourceKind, SourceSettings } from './source-kind.ts'

interface BuiltSettings extends SourceSettings {
  readonly path: string
  readonly article?: string | undefined
  readonly body?: string | undefined
}

/** Pages that a program has built. */
export const built: SourceKind<BuiltSettings> = {
  name: 'built',
  settings: (zod) => ({
    path: pathSetting(zod),
    article: zod.string().optional().describe('CSS selector: all pages with such an element are articles.'),
    body: zod.string().optional().describe('CSS selector of the element with the text of an article.'),
  }),
  open({ path, article, body }, context) {
    const { root, facts } = folderFacts(path, context)
    const selectors = { ...(article !== undefined && { article }), ...(body !== undefined && { body }) }
    return createBuiltSource(root, { ...facts, selectors })
  },
}
