import type { Env } from 'markdown-it'
import type { ArticleFindingCode, FindingText } from './article-finding.ts'

/** Told of what of a text is lost or cannot be read; `source` is it as the author wrote it, so that its line can be found. */
export type RemarkOnText = (
  code: ArticleFindingCode,
  remark: Omit<FindingText, 'at'>,
  source?: string,
) => void

const REMARKS = new WeakMap<Env, RemarkOnText>()

/** The environment of one rendering, in which {@link remarkOf} finds whom to tell. */
export function environmentWith(remark: RemarkOnText | undefined): Env {
  const env: Env = {}
  if (remark !== undefined) REMARKS.set(env, remark)
  return env
}

/** Whom the rules tell that work in `env`. */
export function remarkOf(env: Env | undefined): RemarkOnText {
  return (env === undefined ? undefined : REMARKS.get(env)) ?? (() => {})
}
