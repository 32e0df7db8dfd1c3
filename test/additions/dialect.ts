import type { Dialect } from '../../src/dialects/dialect.ts'
import { EditedFields } from '../../src/dialects/fields.ts'
import { plainSite } from '../../src/dialects/script-site.ts'

/** Sites of a program that has its articles in `entries`, and the address of the site in `quill.txt`. */
export const quill: Dialect = {
  detect: (folder) => folder.read('quill.txt') !== undefined,
  readSite: (folder) =>
    plainSite({
      url: folder.read('quill.txt')?.trim() ?? '',
      roots: [{ folder: 'entries', section: 'world' }],
      files: ['quill.txt'],
    }),
  isArticle: (path) => /^entries\/[^/]+\.md$/.test(path),
  translate({ path, fields, body }, { url = '' }) {
    const edited = new EditedFields(fields)
    edited.state('section', 'world')
    edited.state('url', `${url}${path.replace(/^entries\/|\.md$/g, '')}`)
    return { fields: edited.fields, body }
  },
}
