import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { createObjectLeaseStore } from '../coordination/object-lease.ts'
import { createConditionCheck } from '../object-store/conditions.ts'
import { type Access, accessOf, type Environment } from '../object-store/credentials.ts'
import { createS3Store } from '../object-store/s3.ts'
import type { S3Place } from '../object-store/s3-requests.ts'
import { createObjectTarget } from './object-target.ts'
import { PRIVATE_FOLDER } from './published-path.ts'
import { SHOWN_CODINGS, type ShownCodings } from './shown-objects.ts'
import type { TargetContext, TargetKind, TargetSettings } from './target-kind.ts'

interface S3Settings extends TargetSettings {
  readonly bucket: string
  readonly prefix: string
  readonly endpoint?: string | undefined
  readonly region?: string | undefined
  readonly profile?: string | undefined
  readonly stateBucket?: string | undefined
  readonly codings: ShownCodings
  readonly graceMinutes: number
  readonly onePublisher: boolean
}

/** Maximum time in milliseconds for all attempts of one lease request; after that time, the lease may have expired. */
const LEASE_DEADLINE_MS = 5000

/** A bucket of Amazon S3 or of a compatible store. */
export const s3: TargetKind<S3Settings> = {
  name: 's3',
  settings: (zod) => ({
    bucket: zod
      .string()
      .check(zod.regex(/^[a-z0-9][a-z0-9._-]{1,253}[a-z0-9]$/i, 'the name of a bucket'))
      .describe('Name of the bucket.'),
    prefix: zod
      .string()
      .check(zod.regex(/^(?:[^/\s]+\/)*$/, 'a prefix that ends in /'))
      .prefault('')
      .describe('Prefix of all keys, such as `feeds/`.'),
    endpoint: zod
      .string()
      .check(zod.regex(/^https?:\/\/[^\s/?#@]+(?:\/[^\s?#]*)?$/i, 'an address with http or https'))
      .optional()
      .describe(
        'Address of the object store. By default AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, the AWS configuration files, or Amazon.',
      ),
    region: zod
      .string()
      .check(zod.regex(/^[\w-]+$/, 'the name of a region'))
      .optional()
      .describe('Region of the bucket. By default AWS_REGION, the AWS configuration files, or `us-east-1`.'),
    profile: zod
      .string()
      .check(zod.regex(/\S/, 'a name'))
      .optional()
      .describe(
        'Profile in the AWS configuration files that has the access key. By default AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the profile AWS_PROFILE.',
      ),
    stateBucket: zod
      .string()
      .check(zod.regex(/^[a-z0-9][a-z0-9._-]{1,253}[a-z0-9]$/i, 'the name of a bucket'))
      .optional()
      .describe(
        'Separate bucket for the internal objects of feedwright, if everything in `bucket` is public. By default the same bucket.',
      ),
    codings: zod
      .enum(SHOWN_CODINGS)
      .prefault('none')
      .describe(
        '`none`: uncompressed, and the CDN compresses; `gzip`: compressed under the plain name; `variants`: uncompressed, with copies named `.gz` and `.br` for a CDN that selects one.',
      ),
    graceMinutes: zod
      .int()
      .check(zod.gte(0), zod.lte(10_080))
      .prefault(10)
      .describe('Minutes for which a removed object is kept, for readers that are fetching it.'),
    onePublisher: zod
      .boolean()
      .prefault(false)
      .describe(
        'Set it to `true` if there is never a second publisher. Otherwise a store that ignores `If-None-Match` is refused.',
      ),
  }),
  open: openBucket,
}

/**
 * The part of a bucket at an address such as `s3://bucket/feeds`, for servers that follow it; undefined for other
 * addresses.
 */
export function openAddress(address: string, context: TargetContext) {
  const [, bucket, prefix = ''] = /^s3:\/\/([^/]+)(?:\/(.*))?$/.exec(address) ?? []
  if (bucket === undefined) return undefined
  const below = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`
  const settings = { kind: s3.name, bucket, prefix: below, codings: 'none', graceMinutes: 0 } as const
  return openBucket({ ...settings, onePublisher: false }, context)
}

function openBucket(
  settings: S3Settings,
  { env, clock, publisher, signal, deadlineMs, warn }: TargetContext,
) {
  const { bucket, prefix, endpoint, region, profile, stateBucket = bucket, onePublisher } = settings
  const parts = {
    access: () => accessFrom(env, profile),
    clock,
    random: Math.random,
    signal,
    deadlineMs,
    warn,
    hasConditions: !onePublisher,
  }
  const place: S3Place = { bucket, prefix, endpoint, region }
  const shown = createS3Store(place, parts)
  const hidden = { ...place, bucket: stateBucket }
  const state = createS3Store(hidden, parts)
  const newKey = () => `${PRIVATE_FOLDER}/probe/${randomBytes(8).toString('hex')}`
  const requireConditions = onePublisher ? async () => {} : createConditionCheck(state, newKey)
  const target = createObjectTarget({
    shown,
    state,
    codings: settings.codings,
    graceMs: settings.graceMinutes * 60_000,
    requireConditions,
    publisher,
  })
  const leases = createS3Store(hidden, { ...parts, deadlineMs: LEASE_DEADLINE_MS })
  return {
    target,
    leaseKeeper: { store: createObjectLeaseStore(leases, requireConditions) },
    hasVariants: settings.codings === 'variants',
  }
}

async function accessFrom(env: Environment, profile: string | undefined): Promise<Access> {
  const folder = join(env['HOME'] || homedir(), '.aws')
  const read = (path: string) => readFile(path, 'utf8').catch(() => '')
  const [credentials, config] = await Promise.all([
    read(env['AWS_SHARED_CREDENTIALS_FILE'] || join(folder, 'credentials')),
    read(env['AWS_CONFIG_FILE'] || join(folder, 'config')),
  ])
  return accessOf(env, { credentials, config }, profile)
}
