import { type Announcer, changedDocuments } from '../../src/announcers/announcer.ts'
import type { AnnouncerKind } from '../../src/announcers/announcer-kind.ts'

/** What was told, in order. */
export const told: string[] = []

interface NotebookSettings {
  readonly page: string
}

/** Keeps what it is told on a page that the settings name. */
export const notebook: AnnouncerKind<NotebookSettings> = {
  name: 'notebook',
  settings: (zod, values) =>
    zod
      .strictObject({ page: values.words.prefault('first').describe('The page.') })
      .prefault({})
      .describe('Where changes are noted.'),
  open: ({ page }) => createNotebook(page),
}

export function createNotebook(page = 'first'): Announcer {
  return {
    name: 'notebook',
    isCache: false,
    receivers: () => [page],
    batchOf: () => 10,
    noticesOf: (change) => changedDocuments(change).map(({ url }) => ({ receiver: page, about: url })),
    async tell(receiver, about) {
      told.push(...about.map((url) => `${receiver} ${url}`))
      return { isTold: true }
    },
    notTold: (receiver, got) => ({
      code: 'hub-not-told',
      severity: 'warning',
      message: `the notebook has no ${receiver}`,
      got,
    }),
  }
}
