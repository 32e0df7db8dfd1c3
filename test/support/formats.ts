import { loadFormats } from '../../src/formats/index.ts'

/** Every format, for tests that write or read documents. */
export const formats = await loadFormats()
