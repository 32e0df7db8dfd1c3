import { describe, expect, it } from 'vitest'
import { renderBody } from '../../../src/article/body.ts'
import { pageOf, playerPolicy, referrerPolicyOf } from '../../../src/article/html/players.ts'
import { sanitizeHtml } from '../../../src/article/html/sanitize.ts'
import { article, media, SITE } from '../desk.ts'

const PLACE = { url: 'https://example.org/a/', media: () => undefined }
const clean = (html: string) => sanitizeHtml(html, PLACE).html
const links = (html: string) =>
  [...clean(html).matchAll(/<a href="([^"]*)"[^>]*>(.*?)<\/a>/g)].map(([, to, text]) => [to, text])

const WATCH = 'https://www.youtube.com/watch?v=abcdefghijk'
const FILM = '<iframe src="https://www.youtube.com/embed/abcdefghijk?start=9" title="The ferry"></iframe>'

it.each([
  ['https://www.youtube.com/embed/abcdefghijk?start=9', WATCH],
  ['https://www.youtube-nocookie.com/embed/abcdefghijk', WATCH],
  ['https://www.youtube.com/v/abcdefghijk', WATCH],
  ['https://youtu.be/abcdefghijk?t=3', WATCH],
  ['https://www.youtube.com/shorts/abcdefghijk', WATCH],
  ['https://www.youtube.com/watch?v=abcdefghijk&feature=share', WATCH],
  ['https://www.youtube.com/embed/videoseries?list=PL1_a-b', 'https://www.youtube.com/playlist?list=PL1_a-b'],
  ['https://player.vimeo.com/video/76979871', 'https://vimeo.com/76979871'],
  ['https://player.vimeo.com/video/76979871?h=8272103f6e', 'https://vimeo.com/76979871/8272103f6e'],
  ['https://www.dailymotion.com/embed/video/x7tgad0', 'https://www.dailymotion.com/video/x7tgad0'],
  ['https://open.spotify.com/embed/episode/7makk4oT?si=1', 'https://open.spotify.com/episode/7makk4oT'],
  ['https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/a/b', 'https://soundcloud.com/a/b'],
  ['https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/1', undefined],
  ['https://w.soundcloud.com/player/?url=javascript:alert(1)', undefined],
  ['https://embed.podcasts.apple.com/us/podcast/x/id1', 'https://podcasts.apple.com/us/podcast/x/id1'],
  ['https://www.youtube.com/@harbour', undefined],
  ['https://maps.example/embed/abcdefghijk', undefined],
])('the page of %s', (address, page) => expect(pageOf(address)).toBe(page ?? address))

describe('each player gets a link next to it', () => {
  it.each([
    ['a frame', FILM, [[WATCH, 'The ferry']]],
    ['a frame without title', FILM.replace(' title="The ferry"', ''), [[WATCH, WATCH]]],
    [
      'a frame in a figure',
      `<figure>${FILM}<figcaption>At dawn</figcaption></figure>`,
      [[WATCH, 'The ferry']],
    ],
    ['two frames of one film', `${FILM}${FILM}`, [[WATCH, 'The ferry']]],
    ['a video', '<video src="b%20c.mp4"></video>', [['https://example.org/a/b%20c.mp4', 'b c.mp4']]],
    [
      'a video with a title',
      '<video title="The launch" src=b.mp4></video>',
      [['https://example.org/a/b.mp4', 'The launch']],
    ],
    ['a late video', '<video data-src="b.mp4"></video>', [['https://example.org/a/b.mp4', 'b.mp4']]],
    [
      'a recording',
      '<audio><source src=t.ogg><source src=t.mp3></audio>',
      [['https://example.org/a/t.ogg', 't.ogg']],
    ],
  ])('%s', (_name, html, expected) => expect(links(html)).toEqual(expected))

  it.each([
    ['before it', `<p>See <a href="https://youtu.be/abcdefghijk">the film</a>.</p><p>${FILM}</p>`],
    ['after it', `<p>${FILM}</p><p>See <a href="${WATCH}&t=3s">the film</a>.</p>`],
    ['right beside it', `<p>${FILM} <a href="${WATCH}">the film</a></p>`],
    ['in its caption', `<figure>${FILM}<figcaption><a href="${WATCH}">the film</a></figcaption></figure>`],
  ])('except if there is one already %s', (_name, html) => expect(links(html)).toHaveLength(1))

  it('but not if an existing one is far away', () =>
    expect(links(`<p><a href="${WATCH}">the film</a></p><p>One</p><p>Two</p>${FILM}`)).toHaveLength(2))

  it('and the fallback link of the author is kept', () => {
    expect(links('<video src=a.mp4><p>Old? <a href="/film/">Watch here</a></p></video>')).toContainEqual([
      'https://example.org/film/',
      'Watch here',
    ])
    expect(links('<video src="blob:x"><a href="a.mp4">Download</a></video>')).toEqual([
      ['https://example.org/a/a.mp4', 'Download'],
    ])
  })

  it('and none of them is in a summary that has other text', () => {
    const text = (body: string) =>
      renderBody(article(`---\ntitle: T\n---\n${body}`), { site: SITE, media }).summary
    expect(text(`${FILM}\n\nThe ferry sails.`)).toBe('The ferry sails.')
  })
})

describe('referrer policies', () => {
  it.each([
    ['strict-origin', 'strict-origin'],
    [' Origin ', 'origin'],
    ['no-referrer', 'no-referrer'],
    ['unsafe-url', undefined],
    ['always', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s is %s', (value, expected) => expect(referrerPolicyOf(value)).toBe(expected))

  it.each([undefined, '', 'no-referrer', 'same-origin', 'unsafe-url', 'x'])(
    'YouTube gets the origin of the page although the author states %s',
    (value) => {
      for (const host of ['www.youtube.com', 'www.youtube-nocookie.com'])
        expect(playerPolicy(`https://${host}/embed/x`, value)).toBe('strict-origin-when-cross-origin')
      expect(playerPolicy('https://player.vimeo.com/video/1', value)).toBe(referrerPolicyOf(value))
    },
  )

  it('are kept on frames, pictures and links', () => {
    expect(clean(FILM.replace('title', 'referrerpolicy=origin title'))).toContain(' referrerpolicy="origin"')
    expect(clean('<img src=a.jpg referrerpolicy=no-referrer>')).toContain(' referrerpolicy="no-referrer"')
    expect(clean('<a href=b referrerpolicy=origin>b</a>')).toContain(' referrerpolicy="origin"')
    expect(clean('<img src=a.jpg referrerpolicy=unsafe-url>')).not.toContain('referrerpolicy')
  })
})
