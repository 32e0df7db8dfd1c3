/** Ours, as `feedwright start` runs it: counting, limits and all. */

import { moduleAt } from '../../modules.mjs'
import { snapshot } from '../sample-snapshot.mjs'

const { settingsSchema } = await moduleAt('config/settings')
const { createReadership } = await moduleAt('server/readership')
const { createFeedServer } = await moduleAt('server/server')

const { limits } = settingsSchema.parse({ title: 'T', url: 'https://news.example/', since: 2024 }).serve
await createFeedServer({
  snapshot,
  readStored: () => Promise.resolve(undefined),
  settings: {
    host: '127.0.0.1',
    port: Number(process.argv[2]),
    scheduleMinutes: 30,
    limits,
    // The load generator is one client: it is judged at each poll, like any client, and never refused.
    pollLimits: { burst: 1e12, perSchedule: 1e12 },
    trustedProxies: [],
  },
  readership: createReadership(),
  reporter: console,
  clock: Date.now,
  lastGoodRun: Date.now,
  newSalt: () => 'bench',
}).listen()
