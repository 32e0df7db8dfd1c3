import type { Env } from 'markdown-it'
import type { ArticleFindingCode, FindingText } from '../article-finding.ts'

/** Called for text that is lost or cannot be parsed; `source` is the author's text, which is used to find its line. */
export type RemarkOnText = (
  code: ArticleFindingCode,
  remark: Omit<FindingText, 'at'>,
  source?: string,
) => void

const REMARKS = new WeakMap<Env, RemarkOnText>()

/** The environment of one rendering, which passes the callback to {@link remarkOf}. */
export function environmentWith(remark: RemarkOnText | undefined): Env {
  const env: Env = {}
  if (remark !== undefined) REMARKS.set(env, remark)
  return env
}

/** The callback of the rendering in `env`. */
export function remarkOf(env: Env | undefined): RemarkOnText {
  return (env === undefined ? undefined : REMARKS.get(env)) ?? (() => {})
}
