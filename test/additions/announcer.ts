import { type Announcer, changedDocuments } from '../../src/announcers/announcer.ts'

/** What was told, in order. */
export const told: string[] = []

/** Keeps what it is told. */
export function createNotebook(): Announcer {
  return {
    name: 'notebook',
    isCache: false,
    batchOf: () => 10,
    noticesOf: (change) => changedDocuments(change).map(({ url }) => ({ receiver: 'page', about: url })),
    async tell(_receiver, about) {
      told.push(...about)
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
