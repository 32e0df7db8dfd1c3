import type { AnswerRule } from '../rule.ts'
import {
  contentEncodingDamaged,
  contentEncodingFalse,
  contentEncodingMissing,
  contentEncodingRawDeflate,
  contentEncodingRepeated,
  contentEncodingUnknown,
} from './content-encoding.ts'
import { charsetFalse, charsetUnknown, contentTypeMissing } from './content-type.ts'
import { redirectInsecure } from './redirects.ts'
import {
  accessRefused,
  botWall,
  feedGone,
  feedNotFound,
  notModifiedUnasked,
  rateLimited,
  serverFailing,
  serverUnavailable,
  statusUnexpected,
} from './status.ts'
import {
  etagMalformed,
  lastModifiedInFuture,
  lastModifiedMalformed,
  lastModifiedMeaningless,
} from './validators.ts'

/** Rules about every answer, in the order of `docs/http/index.md`. */
export const answerRules: readonly AnswerRule[] = [
  botWall,
  accessRefused,
  rateLimited,
  feedNotFound,
  feedGone,
  serverUnavailable,
  serverFailing,
  notModifiedUnasked,
  statusUnexpected,
  redirectInsecure,
  contentEncodingFalse,
  contentEncodingMissing,
  contentEncodingRepeated,
  contentEncodingRawDeflate,
  contentEncodingDamaged,
  contentEncodingUnknown,
  contentTypeMissing,
  charsetUnknown,
  charsetFalse,
  etagMalformed,
  lastModifiedMalformed,
  lastModifiedInFuture,
  lastModifiedMeaningless,
]
