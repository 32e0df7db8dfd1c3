import { EnvironmentError } from '../errors.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** Credentials for a store. Sent to no one else. */
export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string | undefined
}

/** Configuration from environment variables and files of the AWS tools. */
export interface Access {
  readonly credentials: Credentials
  readonly region?: string | undefined
  readonly endpoint?: string | undefined
}

/** The shared files of AWS tools; empty if missing. */
export interface AccessFiles {
  readonly credentials: string
  readonly config: string
}

/**
 * Finds credentials, region and endpoint as AWS tools do: variables before files, in which the requested profile is
 * used.
 *
 * Throws `EnvironmentError` `CREDENTIALS_MISSING` if there are none.
 */
export function accessOf(env: Environment, files: AccessFiles, profile?: string): Access {
  const name = profile ?? (env['AWS_PROFILE'] || 'default')
  const config = sectionsOf(files.config).get(name === 'default' ? name : `profile ${name}`)
  const stated = { ...config, ...sectionsOf(files.credentials).get(name) }
  const isNamed = profile !== undefined
  const fromEnv = isNamed ? undefined : pairOf(env, 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY')
  const credentials = fromEnv ?? pairOf(stated, 'aws_access_key_id', 'aws_secret_access_key')
  if (credentials === undefined)
    throw new EnvironmentError(
      'CREDENTIALS_MISSING',
      `neither the environment nor the profile ${name} of the AWS configuration files has an access key`,
      {
        fix: 'set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or add them to that profile in ~/.aws/credentials',
      },
    )
  const sessionToken =
    fromEnv === undefined ? stated['aws_session_token'] : env['AWS_SESSION_TOKEN'] || undefined
  return {
    credentials: { ...credentials, sessionToken },
    region: env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || stated['region'],
    endpoint: env['AWS_ENDPOINT_URL_S3'] || env['AWS_ENDPOINT_URL'] || stated['endpoint_url'],
  }
}

function pairOf(values: Environment, id: string, secret: string): Credentials | undefined {
  const [accessKeyId, secretAccessKey] = [values[id], values[secret]]
  return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined
}

/**
 * The sections of an INI file in the format of the AWS tools: `name = value`; lines that begin with `#` or `;` are
 * comments.
 */
function sectionsOf(text: string): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const sections = new Map<string, Record<string, string>>()
  let current: Record<string, string> = {}
  for (const line of text.split(/\r?\n/)) {
    const [, name] = /^\[\s*([^\]]+?)\s*\]/.exec(line) ?? []
    // Indented lines belong to the setting above them, such as `s3 =`.
    const [, key, value] = /^([\w.-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    if (name !== undefined) {
      current = sections.get(name.replace(/\s+/g, ' ')) ?? {}
      sections.set(name.replace(/\s+/g, ' '), current)
    } else if (key !== undefined && value !== undefined) current[key.toLowerCase()] = value
  }
  return sections
}
