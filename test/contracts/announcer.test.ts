import { describe } from 'vitest'
import { createPurgeAnnouncer } from '../../src/announcers/purge.ts'
import { createRssCloudAnnouncer } from '../../src/announcers/rsscloud.ts'
import { createWebSubAnnouncer } from '../../src/announcers/websub.ts'
import { setOf } from '../announcers/sample.ts'
import { announcerContract } from './announcer.ts'

const yes = async () => ({ status: 204, mediaType: '', receivedAt: 0, body: '' })

describe('hubs as an announcer', () => announcerContract(() => createWebSubAnnouncer(yes)))

describe('rssCloud servers as an announcer', () =>
  announcerContract(
    () => createRssCloudAnnouncer(yes),
    (files) => {
      const { feeds, ...set } = setOf(files)
      return { ...set, feeds: feeds.map((feed) => ({ ...feed, cloud: 'https://cloud.example/' })) }
    },
  ))

describe('caches as an announcer', () =>
  announcerContract(() =>
    createPurgeAnnouncer([{ name: 'cache', batch: 7, purge: async () => ({ isTold: true }) }], false),
  ))
