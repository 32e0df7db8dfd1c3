import { UsageError } from '../errors.ts'
import type { Option } from './command.ts'

/** Options of all commands that serve. */
export const serverOptions = {
  port: { type: 'string', value: 'PORT', help: 'port to serve on (default: the setting serve.port, 8080)' },
  host: {
    type: 'string',
    value: 'HOST',
    help: 'address to listen on (default: the setting serve.host, 127.0.0.1)',
  },
} as const satisfies Record<string, Option>

export function portOf(text: string | undefined, option = '--port'): number | undefined {
  if (text === undefined) return undefined
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw new UsageError(`${option} takes a number from 0 to 65535, got "${text}"`)
}
