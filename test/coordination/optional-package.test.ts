import { expect, it } from 'vitest'
import { optionalPackage } from '../../src/coordination/optional-package.ts'

it('reports a package that is not installed, and how to install it', async () => {
  const name = 'feedwright-has-no-such-package'
  await expect(optionalPackage(name, 'for a test', () => import(name))).rejects.toMatchObject({
    code: 'PACKAGE_MISSING',
    message: `the package ${name}, which is needed for a test, is not installed`,
    fix: `npm install ${name}`,
  })
})

it('does not hide other errors', async () => {
  const fail = () => Promise.reject(new Error('a bug'))
  await expect(optionalPackage('pg', 'for a test', fail)).rejects.toThrow('a bug')
})
