import { openChannel } from '../coordination/index.ts'
import type { Reporter } from '../reporting/reporter.ts'

/**
 * Receives messages about commits until `signal` aborts. Throws `EnvironmentError` `PACKAGE_MISSING` if the package for
 * the address is not installed.
 *
 * @param heard called for each message, and when messages may have been missed
 */
export function hearCommits(
  address: string,
  heard: () => void,
  reporter: Pick<Reporter, 'info' | 'warn'>,
  signal: AbortSignal,
): Promise<void> {
  const channel = openChannel(address)
  return channel.subscribe(
    {
      heard,
      away: (reason) =>
        reporter.warn(`${channel.name} tells of no commits (${reason}); the target is asked every 2 seconds`),
      back: () => reporter.info(`${channel.name} tells of commits again`),
    },
    signal,
  )
}
