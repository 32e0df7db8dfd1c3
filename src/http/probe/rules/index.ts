import type { ProbeRule } from '../probe-rule.ts'
import {
  addressInsecure,
  hubWithoutSelf,
  redirectChain,
  redirectTemporary,
  selfLinksDisagree,
} from './addresses.ts'
import {
  cacheContradictory,
  cacheForbidden,
  cacheStale,
  cacheTooLong,
  cookieSet,
  headDiffers,
  varyTooWide,
} from './caching.ts'
import { codingStale, compressionMissing, compressionUnasked, etagShared, varyMissing } from './packing.ts'
import { rateLimitLow, readerRedirected, readerRefused, readerServedOther } from './readers.ts'
import {
  deltaUnmarked,
  deltaWithoutBase,
  documentAlwaysNew,
  notModifiedAlways,
  notModifiedIncomplete,
  notModifiedNever,
  validatorStuck,
  validatorsMissing,
  validatorUnstable,
} from './validators.ts'

/** Rules about several answers together, in the order of `docs/http/index.md`. */
export const probeRules: readonly ProbeRule[] = [
  readerRefused,
  readerRedirected,
  readerServedOther,
  rateLimitLow,
  redirectTemporary,
  redirectChain,
  addressInsecure,
  validatorsMissing,
  validatorUnstable,
  validatorStuck,
  documentAlwaysNew,
  notModifiedNever,
  notModifiedAlways,
  notModifiedIncomplete,
  deltaUnmarked,
  deltaWithoutBase,
  compressionMissing,
  compressionUnasked,
  codingStale,
  etagShared,
  varyMissing,
  varyTooWide,
  cacheTooLong,
  cacheStale,
  cacheForbidden,
  cacheContradictory,
  cookieSet,
  headDiffers,
  hubWithoutSelf,
  selfLinksDisagree,
]
