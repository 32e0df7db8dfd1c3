import process from 'node:process'
import { readSettingsFile } from '../config/load.ts'
import { settingsFileOf } from '../config/settings-place.ts'
import { toldError } from './messages.ts'
import type { SettingsMessage, SettingsTask } from './settings-reader.ts'

const tell = (message: SettingsMessage): void => void process.send?.(message)

// The message must be sent before a disk can block this process.
await new Promise<void>((resolve) => process.send?.('reading' satisfies SettingsMessage, () => resolve()))
const { contentDir, cwd, config }: SettingsTask = JSON.parse(process.argv[2] ?? '{}')
try {
  const path = settingsFileOf(contentDir, cwd, config)
  await readSettingsFile(path).then(
    (file) => tell({ path, file }),
    ({ message, code }: NodeJS.ErrnoException) =>
      tell({ path, message, ...(code !== undefined && { code }) }),
  )
} catch (error) {
  tell({ error: toldError(error) })
}
process.disconnect()
