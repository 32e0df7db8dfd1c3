import type { Finding } from '../finding.ts'
import { type ArticleFindingCode, articleFinding, type FindingText, positionOf } from './article-finding.ts'

/** Collects findings about one file; positions are computed only for findings that are added. */
export class FindingCollector {
  readonly #file: string
  readonly #text: string | undefined
  readonly #findings: Finding[] = []

  /** `text` is the whole file, which offsets refer to. Without it, findings have no position. */
  constructor(file: string, text?: string) {
    this.#file = file
    this.#text = text
  }

  add(code: ArticleFindingCode, remark: Omit<FindingText, 'at'>, offset?: number): void {
    const at = offset === undefined || this.#text === undefined ? undefined : positionOf(this.#text, offset)
    this.#findings.push(articleFinding(code, this.#file, { ...remark, at }))
  }

  get findings(): readonly Finding[] {
    return this.#findings
  }

  /** Whether any finding excludes the article. */
  get fatal(): boolean {
    return this.#findings.some((finding) => finding.severity === 'error')
  }
}
