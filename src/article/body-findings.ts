import type { Finding } from '../finding.ts'
import type { ArticleBody } from './article.ts'
import {
  type ArticleFindingCode,
  articleFinding,
  type FindingText,
  type Position,
  positionOf,
} from './article-finding.ts'

/** Maximum number of findings of one code in one article; the rest are only counted. */
const MAX_OF_A_KIND = 20

/** Collects remarks about the text of one article during rendering, each with its line where the line can be found. */
export class BodyFindings {
  readonly #file: string
  readonly #body: ArticleBody
  readonly #findings: Finding[] = []
  /** For each source text, the offset from which to search for its next occurrence. */
  readonly #next = new Map<string, number>()
  readonly #counts = new Map<ArticleFindingCode, number>()

  constructor(file: string, body: ArticleBody) {
    this.#file = file
    this.#body = body
  }

  /**
   * `source` is the text that the remark is about, as the author wrote it, such as an address or `<svg>`. Each repeated
   * remark refers to its next occurrence.
   */
  add(code: ArticleFindingCode, remark: Omit<FindingText, 'at'>, source?: string): void {
    const count = (this.#counts.get(code) ?? 0) + 1
    this.#counts.set(code, count)
    if (count > MAX_OF_A_KIND) return
    const at = source === undefined || source === '' ? undefined : this.#positionOf(source)
    this.#findings.push(articleFinding(code, this.#file, { ...remark, at }))
  }

  get findings(): readonly Finding[] {
    const unsaid = [...this.#counts].flatMap(([code, count]) =>
      count <= MAX_OF_A_KIND
        ? []
        : [
            articleFinding(code, this.#file, {
              message: `${count - MAX_OF_A_KIND} more of the same kind in this article`,
            }),
          ],
    )
    return [...this.#findings, ...unsaid]
  }

  #positionOf(source: string): Position | undefined {
    const { text, line } = this.#body
    if (line === undefined) return undefined
    const from = this.#next.get(source) ?? 0
    for (const spelling of new Set([
      source,
      source.replaceAll('&', '&amp;'),
      source.replaceAll(' ', '%20'),
    ])) {
      const offset = text.indexOf(spelling, from)
      if (offset === -1) continue
      this.#next.set(source, offset + spelling.length)
      const at = positionOf(text, offset)
      return { line: at.line + line - 1, column: at.column }
    }
    return undefined
  }
}
