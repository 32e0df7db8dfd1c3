import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { openLmdbCatalog } from '../../src/catalog/lmdb.ts'
import { createMemoryCatalog } from '../../src/catalog/memory.ts'
import { catalogContract } from './catalog-contract.ts'

const folder = mkdtempSync(join(tmpdir(), 'catalogs-'))
let opened = 0
afterAll(() => rmSync(folder, { recursive: true }))

catalogContract('memory', async () => createMemoryCatalog())
catalogContract('lmdb', () => openLmdbCatalog(join(folder, String(opened++))))
