import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, onTestFinished } from 'vitest'
import { createFileLease } from '../../src/coordination/file-lease.ts'
import { createMemoryLease } from '../../src/coordination/memory-lease.ts'
import { leaseContract } from '../contracts/lease.ts'

describe('a lease in memory', () => {
  leaseContract(async () => {
    const lease = createMemoryLease()
    return [lease, lease]
  })
})

describe('a lease kept by a file', () => {
  leaseContract(async () => {
    const out = await mkdtemp(join(tmpdir(), 'lease-'))
    onTestFinished(() => rm(out, { recursive: true }))
    return [createFileLease(out), createFileLease(out)]
  })
})
