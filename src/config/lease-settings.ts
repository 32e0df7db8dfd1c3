import {
  channelKindAt,
  channelKinds,
  leaseKindAt,
  leaseKinds,
  ledgerKindAt,
  ledgerKinds,
} from '../coordination/index.ts'
import { UsageError } from '../errors.ts'
import type { Settings } from './settings.ts'

/**
 * Address of the store that machines share, from settings and environment; the latter may contain user and password.
 */
export function ledgerAddressOf(
  { ledger }: Settings,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const stated = env['FEEDWRIGHT_LEDGER_URL']
  if (stated === undefined || stated === '') return ledger
  if (ledgerKindAt(stated) === undefined)
    throw new UsageError(
      'FEEDWRIGHT_LEDGER_URL is not the address of a ledger',
      `set it to an address such as ${ledgerKinds.map(({ example }) => example).join(' or ')}, with user name and password if necessary`,
    )
  return stated
}

/** Address of messages about commits, from settings and environment; the latter may contain user and password. */
export function channelAddressOf(
  { notify }: Pick<Settings, 'notify'>,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const stated = env['FEEDWRIGHT_NOTIFY_URL']
  if (stated === undefined || stated === '') return notify
  if (channelKindAt(stated) === undefined)
    throw new UsageError(
      'FEEDWRIGHT_NOTIFY_URL is not a valid address',
      `set it to an address such as ${channelKinds.map(({ example }) => example).join(' or ')}, with user name and password if necessary`,
    )
  return stated
}

/** Lease settings, from settings and environment; the latter may contain user and password. */
export function leaseSettingsOf(
  { lease: { url, seconds, name }, feedsUrl, url: siteUrl }: Settings,
  env: Readonly<Record<string, string | undefined>>,
): { readonly url: string | undefined; readonly seconds: number; readonly name: string } {
  const stated = env['FEEDWRIGHT_LEASE_URL']
  if (stated !== undefined && stated !== '' && leaseKindAt(stated) === undefined)
    throw new UsageError(
      `FEEDWRIGHT_LEASE_URL is not an address of ${leaseKinds.map(({ label }) => label).join(' or ')}`,
      `set it to ${leaseKinds.map(({ example }) => example).join(' or ')}, with user name and password if necessary`,
    )
  return { url: stated || url, seconds, name: name ?? feedsUrl ?? siteUrl }
}
