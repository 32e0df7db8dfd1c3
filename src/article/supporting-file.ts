import type { Doubt } from './article.ts'
import { articleFinding, type FindingText } from './article-finding.ts'
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
): Doubt | undefined {
  const parts = withoutEnding(pathOf(key)).split('/')
  const name = parts.at(-1) ?? ''
  if (name.startsWith('_'))
    return doubtful(key, {
      message: 'a file with a name that begins with _ is not an article, and is left out',
      fix: 'nothing; if it is an article, rename it',
    })
  const isIndex = INDEX.test(name) && (parts.length < 3 || isEmpty)
  if (isStated || !(isIndex || SUPPORTING.test(name) || IN_CAPITALS.test(name))) return undefined
  return doubtful(key, {
    message:
      'the name shows that the file is not an article but describes its folder, a project or the site; it is left out',
    fix: 'nothing; if it is an article, add `date` to its front matter, or rename it',
  })
}

function doubtful(key: string, why: FindingText): Doubt {
  return {
    leftOut: articleFinding('supporting-file', key, why),
    published: articleFinding('supporting-file-published', key, {
      message:
        'the name shows that the file is not an article, but it is published as one and stays published',
      fix: 'if it is an article, add `date`; if not, set `withdrawn: true` or delete it',
    }),
  }
}
