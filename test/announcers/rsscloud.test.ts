import { describe, expect, it } from 'vitest'
import type { ReceiverRequest } from '../../src/announcers/request.ts'
import { createRssCloudAnnouncer } from '../../src/announcers/rsscloud.ts'
import type { PublishedSet } from '../../src/targets/target.ts'
import { file, never, setOf } from './sample.ts'

const CLOUD = 'https://cloud.example/pleaseNotify'
const TOPIC = 'https://news.example.org/feeds/world/rss.xml'

const withCloud = (set: PublishedSet): PublishedSet => ({
  ...set,
  feeds: set.feeds.map((feed) => ({ ...feed, cloud: CLOUD })),
})

function announcer(body = '', status = 200) {
  const requests: ReceiverRequest[] = []
  const { noticesOf, tell } = createRssCloudAnnouncer(async (request) => {
    requests.push(request)
    return { status, mediaType: 'text/xml', receivedAt: 0, body }
  })
  return { requests, noticesOf, tell: () => tell(CLOUD, [TOPIC], never) }
}

describe('an rssCloud server', () => {
  it('gets notices about changed RSS documents only', () => {
    const before = setOf([file('world/rss.xml', 'a'), file('world/feed.json', 'a')])
    const after = setOf([
      file('world/rss.xml', 'b'),
      file('world/feed.json', 'b'),
      file('world/archive/1/rss.xml', 'b', { rank: 'archive' }),
    ])
    const { noticesOf } = announcer()
    expect(noticesOf({ before, after: withCloud(after) })).toEqual([{ receiver: CLOUD, about: TOPIC }])
    expect(noticesOf({ before, after })).toEqual([])
  })

  it('is notified at the ping address next to the registration address', async () => {
    const { requests, tell } = announcer('<notifyResult success="true" msg="Thanks for the ping." />')
    expect(await tell()).toEqual({ isTold: true })
    expect(requests.map(({ method, url, form }) => `${method} ${url} ${form}`)).toEqual([
      `POST https://cloud.example/ping url=${encodeURIComponent(TOPIC)}`,
    ])
  })

  it.each([
    ['<notifyResult success="false" msg="The resource is unknown." />', 'The resource is unknown.'],
    ["<?xml version='1.0'?><notifyResult success='false' msg='Later.'/>", 'Later.'],
    ['{"success": false, "msg": "Not now"}', 'Not now'],
    ['{"success":false}', 'success is false'],
  ])('is notified again after the refusal %s', async (body, said) => {
    expect(await announcer(body).tell()).toEqual({
      isTold: false,
      got: `"${said}" for ${TOPIC}`,
      isAway: false,
    })
  })

  it('counts as unavailable if its answer means that', async () => {
    expect(await announcer('', 503).tell()).toMatchObject({ isTold: false, isAway: true })
  })
})
