import { createMemoryLedgerStore } from '../../src/coordination/memory-ledger.ts'
import type { LedgerKind, LedgerStore } from '../../src/coordination/stored-ledger.ts'

/** Those that were opened, by name. */
export const books = new Map<string, LedgerStore>()

/** Keeps ledgers in this process. */
export const logbook: LedgerKind = {
  label: 'a logbook',
  schemes: ['logbook'],
  example: 'logbook://host',
  takes: () => true,
  open(_address, name) {
    const book = books.get(name) ?? createMemoryLedgerStore(name)
    books.set(name, book)
    return book
  },
}
