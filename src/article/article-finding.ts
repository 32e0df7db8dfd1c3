import { type Finding, findingMaker, type Severity } from '../finding.ts'

/**
 * All codes of findings that parsing an article can report, with their severity. An `error` excludes the article;
 * `docs/findings.md` has a section for each code.
 */
export const ARTICLE_FINDINGS = {
  'article-too-large': 'error',
  'text-not-utf-8': 'error',
  'file-kind-unknown': 'error',
  'supporting-file': 'note',
  'supporting-file-published': 'warning',
  'character-illegal': 'warning',
  'mdx-code': 'error',
  'body-not-run': 'warning',
  'address-unsure': 'warning',
  'address-unknown': 'error',
  'date-unsure': 'warning',
  'merge-conflict': 'error',
  'lfs-pointer': 'error',
  'front-matter-unclosed': 'error',
  'front-matter-misplaced': 'error',
  'front-matter-language': 'error',
  'front-matter-too-large': 'error',
  'front-matter-invalid': 'error',
  'front-matter-duplicate-key': 'error',
  'front-matter-tag': 'error',
  'front-matter-alias': 'error',
  'key-unknown': 'warning',
  'sponsored-unlabelled': 'warning',
  'key-twice': 'warning',
  'gate-unread': 'error',
  'gate-unknown': 'error',
  'gate-in-text': 'error',
  'gate-in-text-published': 'warning',
  'value-invalid': 'error',
  'value-ignored': 'warning',
  'authors-joined': 'warning',
  'text-cut-off': 'warning',
  'text-markup': 'warning',
  'page-unsure': 'error',
  'headline-unsure': 'warning',
  'page-left-out': 'note',
  'page-not-article': 'note',
  'page-too-complex': 'error',
  'page-body-guessed': 'warning',
  'title-missing': 'error',
  'title-too-long': 'error',
  'date-invalid': 'error',
  'date-missing': 'warning',
  'updated-before-published': 'warning',
  'section-missing': 'error',
  'section-unknown': 'error',
  'url-needs-date': 'error',
  'media-missing': 'warning',
  'media-type-unknown': 'warning',
  'enclosure-length-unknown': 'warning',
  'picture-left-out': 'warning',
  'picture-format': 'warning',
  'embed-left-out': 'warning',
  'address-invalid': 'warning',
  'address-private': 'warning',
  'address-redirector': 'warning',
  'address-doubtful': 'warning',
  'body-empty': 'warning',
  'body-too-long': 'warning',
  'html-too-complex': 'warning',
  'paywall-mark': 'warning',
  'audience-unserved': 'warning',
  'text-mojibake': 'warning',
  'text-hidden': 'warning',
  'desk-comment': 'warning',
  'formula-left-out': 'warning',
  'text-left-out': 'warning',
  'element-unclosed': 'warning',
  'footnote-unmatched': 'warning',
  'markup-unread': 'warning',
  'template-left-out': 'warning',
  'link-missing': 'warning',
} as const satisfies Record<string, Severity>

export type ArticleFindingCode = keyof typeof ARTICLE_FINDINGS

/** Position in a file: line and column both count from 1, the column in UTF-16 code units. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** The text of a finding, without its code and file. */
export interface FindingText {
  readonly message: string
  readonly at?: Position | undefined
  readonly got?: string
  readonly expected?: string
  readonly fix?: string
}

const SHOWN = 80
const findingOf = findingMaker(ARTICLE_FINDINGS)

/** A finding about the article `file`; the actual value is shown in at most 80 characters. */
export function articleFinding(
  code: ArticleFindingCode,
  file: string,
  { message, at, got, ...more }: FindingText,
): Finding {
  return findingOf(code, {
    message,
    file,
    ...at,
    ...(got !== undefined && { got: got.length > SHOWN ? `${got.slice(0, SHOWN)}…` : got }),
    ...more,
  })
}

/** The position of `offset` in `text`. */
export function positionOf(text: string, offset: number): Position {
  let line = 1
  let start = 0
  for (let end = text.indexOf('\n'); end !== -1 && end < offset; end = text.indexOf('\n', end + 1)) {
    line += 1
    start = end + 1
  }
  return { line, column: offset - start + 1 }
}
