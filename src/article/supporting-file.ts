import type { Finding } from '../finding.ts'
import { articleFinding } from './article-finding.ts'
import { withoutEnding } from './article-kind.ts'
import { pathOf } from './key.ts'

const LANGUAGE = '[a-z]{2}(?:[-_][a-z]{2,4})?'

/** Names of files that describe a folder, a project or a site, in any letter case. */
const SUPPORTING = new RegExp(
  `^(?:${[
    `(?:readme|changelog|contributing|todo)(?:[._-]${LANGUAGE})?`,
    '(?:licen[cs]e|copying|unlicense)(?:[._-](?:mit|apache(?:-2\\.0)?|bsd|[al]?gpl|mpl|cc[\\w.-]*|code|content|text|docs?))?',
    'code[_-]of[_-]conduct|(?:pull[_-]request|issue)[_-]template|third[_-]party[_-](?:notices?|licenses)',
    'robots|humans|ads|app-ads|llms(?:-full)?|requirements(?:[._-]\\w+)?|cmakelists',
  ].join('|')})$`,
  'i',
)

/** Words that may also be the name of an article: they are the name of such a file only in capitals. */
const IN_CAPITALS =
  /^(?:AGENTS|AUTHORS|CLAUDE|CONTRIBUTORS|CREDITS|GEMINI|GOVERNANCE|HISTORY|INSTALL|MAINTAINERS|NOTICE|SECURITY|SUPPORT)$/

/** The file with the text of its folder. */
const INDEX = new RegExp(`^index(?:\\.${LANGUAGE})?$`, 'i')

/**
 * Why a file is not an article according to its name, regardless of its content; undefined if the name is that of an
 * article.
 *
 * Files whose names begin with `_` are never articles: other programs do not publish them either. The other names are
 * articles if they state it, as is the nonempty `index` of a folder of its own.
 *
 * @param file `isStated` if it has a date, or a misplaced front matter that may contain one
 */
export function supportingFile(
  key: string,
  { isStated, isEmpty }: { readonly isStated: boolean; readonly isEmpty: boolean },
): Finding | undefined {
  const parts = withoutEnding(pathOf(key)).split('/')
  const name = parts.at(-1) ?? ''
  if (name.startsWith('_'))
    return articleFinding('supporting-file', key, {
      message: 'a file whose name begins with _ is no article, and is left out',
      fix: 'nothing needs to be done; rename it if it is one',
    })
  const isIndex = INDEX.test(name) && (parts.length < 3 || isEmpty)
  if (isStated || !(isIndex || SUPPORTING.test(name) || IN_CAPITALS.test(name))) return undefined
  return articleFinding('supporting-file', key, {
    message:
      'by its name the file says something about its folder, a project or the site; it is no article, and is left out',
    fix: 'nothing needs to be done; state `date` in its front matter, or rename it, if it is one',
  })
}

/** A file with such a name that was published as an article before remains one. */
export function publishedNonetheless(key: string): Finding {
  return articleFinding('supporting-file-published', key, {
    message: 'by its name the file is no article, and readers have it as one: it stays published',
    fix: 'state its `date` if it is one; set `withdrawn: true`, or delete it, if it is none',
  })
}
