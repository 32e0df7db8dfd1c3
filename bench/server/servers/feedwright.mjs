/** Ours, as `feedwright start` runs it: counting, limits and all. */

import { settingsSchema } from '../../../dist/config/settings.js'
import { createReadership } from '../../../dist/server/readership.js'
import { createFeedServer } from '../../../dist/server/server.js'
import { snapshot } from '../sample-snapshot.mjs'

const { limits } = settingsSchema.parse({ title: 'T', url: 'https://news.example/', since: 2024 }).serve
await createFeedServer({
  snapshot,
  readStored: () => Promise.resolve(undefined),
  settings: {
    host: '127.0.0.1',
    port: Number(process.argv[2]),
    scheduleMinutes: 30,
    limits,
    // The load generator is one client: it is judged at each poll, as anybody, and never refused.
    pollLimits: { burst: 1e12, perSchedule: 1e12 },
    trustedProxies: [],
  },
  readership: createReadership(),
  reporter: console,
  clock: Date.now,
  lastGoodRun: Date.now,
  newSalt: () => 'bench',
}).listen()
