import { EnvironmentError } from '../errors.ts'

/**
 * Loads a package that only some sites need. Throws `EnvironmentError` `PACKAGE_MISSING`, which names the package, if
 * it is not installed.
 *
 * @param purpose what it is needed for, as the end of a sentence
 */
export async function optionalPackage<T>(name: string, purpose: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND'
    if (!isMissing) throw cause
    throw new EnvironmentError(
      'PACKAGE_MISSING',
      `the package ${name}, which is needed ${purpose}, is not installed`,
      {
        cause,
        fix: `npm install ${name}`,
      },
    )
  }
}
