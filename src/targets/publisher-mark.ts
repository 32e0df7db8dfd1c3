import type { Disk } from './disk.ts'
import { PRIVATE_FOLDER, STAGING_AREA } from './published-path.ts'
import type { PublisherMark } from './target.ts'

const MARK = `${PRIVATE_FOLDER}/publisher.json`
const NEW_MARK = `${STAGING_AREA}/publisher.json`

/** The publisher that published to the folder last; undefined if unknown. */
export async function readPublisher(disk: Disk): Promise<PublisherMark | undefined> {
  const bytes = await disk.bytes(MARK)
  if (bytes === undefined) return undefined
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (typeof value !== 'object' || value === null) return undefined
    const { version, generation }: Partial<Record<keyof PublisherMark, unknown>> = value
    if (typeof version === 'string' && typeof generation === 'string') return { version, generation }
  } catch {
    // A damaged mark says nothing.
  }
  return undefined
}

/** Records the publisher, if another one is recorded. */
export async function keepPublisher(disk: Disk, publisher: PublisherMark): Promise<void> {
  const found = await readPublisher(disk)
  const { version, generation } = publisher
  if (found?.version === version && found.generation === generation) return
  await disk.remove(NEW_MARK)
  await disk.write(NEW_MARK, new TextEncoder().encode(`${JSON.stringify({ version, generation })}\n`))
  await disk.move(NEW_MARK, MARK)
}
