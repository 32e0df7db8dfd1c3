import { describe, expect, it } from 'vitest'
import { renderBody } from '../../../src/article/body.ts'
import { article, media, SITE } from '../desk.ts'

const render = (body: string) => renderBody(article(`---\ntitle: T\n---\n${body}`), { site: SITE, media })
const links = (html: string) =>
  [...render(html).contentHtml.matchAll(/<a href="([^"]*)">(.*?)<\/a>/g)].map(([, to, text]) =>
    to === text ? to : `${text} ${to}`,
  )

describe('content that a script would show is replaced by a link', () => {
  it.each([
    ['<div class="flourish-embed" data-src="story/12"></div>', 'https://public.flourish.studio/story/12/'],
    [
      '<div class="flourish-embed" data-src="visualisation/12"><script src="https://public.flourish.studio/resources/embed.js"></script></div>',
      'https://public.flourish.studio/visualisation/12/',
    ],
    [
      '<div class="infogram-embed" data-id="_/Ab1" data-title="Storm map"></div><script>!function(){}(document);</script>',
      'Storm map https://e.infogram.com/_/Ab1',
    ],
    [
      '<div class="fb-post" data-href="https://www.facebook.com/h/posts/1"></div>',
      'https://www.facebook.com/h/posts/1',
    ],
    [
      '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@h/video/1"><section> </section></blockquote><script async src="https://www.tiktok.com/embed.js"></script>',
      'https://www.tiktok.com/@h/video/1',
    ],
    [
      '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/x/"></blockquote>',
      'https://www.instagram.com/p/x/',
    ],
    [
      '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/x/"><p>A post</p></blockquote>',
      'https://www.instagram.com/p/x/',
    ],
    [
      '<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:ab/app.bsky.feed.post/3k"></blockquote>',
      'https://bsky.app/profile/did:plc:ab/post/3k',
    ],
    ['<blockquote class="imgur-embed-pub" data-id="a/Xyz1"></blockquote>', 'https://imgur.com/a/Xyz1'],
    [
      '<script src="https://gist.github.com/desk/0123abcd.js"></script>',
      'https://gist.github.com/desk/0123abcd',
    ],
    [
      '<script async src="https://telegram.org/js/telegram-widget.js?22" data-telegram-post="harbour/83"></script>',
      'https://t.me/harbour/83',
    ],
    [
      '<div id="datawrapper-vis-AbCdE"></div><script src="https://datawrapper.dwcdn.net/AbCdE/embed.js"></script>',
      'https://datawrapper.dwcdn.net/AbCdE/',
    ],
    [
      '<script id="infogram_0_a1-b2" title="Storm" src="//e.infogram.com/js/dist/embed.js?x"></script>',
      'Storm https://e.infogram.com/a1-b2',
    ],
    [
      '<lite-youtube videoid="abcdefghijk" playlabel="The ferry"></lite-youtube>',
      'The ferry https://www.youtube.com/watch?v=abcdefghijk',
    ],
    ['<amp-youtube data-videoid="abcdefghijk"></amp-youtube>', 'https://www.youtube.com/watch?v=abcdefghijk'],
    ['<lite-vimeo videoid="769"></lite-vimeo>', 'https://vimeo.com/769'],
    ['<some-player src="https://media.example/1"></some-player>', 'https://media.example/1'],
    ['<div data-href="//social.example/p/1"></div>', 'https://social.example/p/1'],
    ['<amp-iframe src="https://maps.example/x" title="Map"></amp-iframe>', 'Map https://maps.example/x'],
    ['<embed src="https://www.youtube.com/v/abcdefghijk">', 'https://www.youtube.com/watch?v=abcdefghijk'],
    [
      '<object data="/report.pdf" type="application/pdf" title="The report"></object>',
      'The report https://example.org/report.pdf',
    ],
  ])('%s', (html, expected) => {
    expect(links(`Before.\n\n${html}\n\nAfter.`)).toEqual([expected])
    expect(render(html).findings).toEqual([])
    expect(render(html).contentHtml).not.toMatch(/<script|data-|class=/)
  })

  it.each([
    [
      'a quoted post with its link',
      '<blockquote class="twitter-tweet" data-tweet-id="1"><p>Hello</p><a href="https://x.com/h/status/1">May 1</a></blockquote>',
      1,
    ],
    ['a share button', '<div class="fb-share-button" data-href="https://example.org/a/"></div>', 0],
    ['a machine address', '<div data-url="https://example.org/wp-json/x"></div>', 0],
    ['what shows something', '<div data-href="https://example.org/a/"><p>Text</p></div>', 0],
    ['a script as address', '<div class="fb-post" data-href="javascript:alert(1)"></div>', 0],
    ['a script as custom address', '<x-player src="javascript:alert(1)"></x-player>', 0],
  ])('but not %s', (_name, html, count) => expect(links(html)).toHaveLength(count))
})

describe('embedded content without an address causes a finding with its line', () => {
  it.each([
    '<div class="storm-chart"></div>',
    '<div id="map"></div>',
    '<canvas width="300"></canvas>',
    '<poll-widget question="4"></poll-widget>',
    '<script src="https://polls.example/draw.js"></script>',
    '<script>document.write("<b>x</b>")</script>',
    '<iframe srcdoc="<b>x</b>"></iframe>',
    '<div id="votes-by-hour"></div><script>draw("votes-by-hour")</script>',
  ])('%s', (html) =>
    expect(render(`Before.\n\n${html}`).findings).toMatchObject([{ code: 'embed-left-out', line: 6 }]),
  )

  it.each([
    '<div class="row"></div>',
    '<div id="content-top"></div>',
    '<script type="application/ld+json">{}</script>',
    '<script src="https://www.googletagmanager.com/gtag/js?id=G"></script>',
    '<script>window.dataLayer = []</script>',
    '<ion-icon name="star"></ion-icon>',
    '<iframe src="https://t.example/ns.html" height="0" width="0"></iframe>',
    '<canvas>The figures as text</canvas>',
  ])('but not %s', (html) => expect(render(html).findings).toEqual([]))
})

describe('a drawing in the text', () => {
  it.each([
    [
      '<svg viewBox="0 0 9 9" role="img" aria-label="Map of the districts"><text>61 %</text></svg>',
      'Map of the districts',
    ],
    ['<svg><title>Map of the districts</title><path/></svg>', 'Map of the districts'],
  ])('is replaced by its title: %s', (svg, name) => {
    const { contentHtml, findings } = render(
      `One\n\n<figure>${svg}<figcaption>Districts</figcaption></figure>`,
    )
    expect(contentHtml).toContain(name)
    expect(contentHtml).toContain('<figcaption>Districts</figcaption>')
    expect(findings).toMatchObject([{ code: 'picture-left-out', line: 6, got: name }])
  })

  it('causes a finding if it has no title', () =>
    expect(render('One\n\n<svg viewBox="0 0 9 9"><path/></svg>').findings).toMatchObject([
      { code: 'picture-left-out', line: 6 },
    ]))

  it.each([
    '<svg aria-hidden="true"><path/></svg>',
    '<svg width="16" height="16"><path/></svg>',
    '<svg><use href="#i"/></svg>',
  ])('is removed if it is decorative: %s', (svg) =>
    expect(render(svg)).toMatchObject({ contentHtml: '', findings: [] }),
  )

  it('provides the text of the link that it is in', () =>
    expect(
      render('<a href="https://s.example/"><svg width="16" aria-label="Social"><path/></svg></a>')
        .contentHtml,
    ).toBe('<p><a href="https://s.example/">Social</a></p>'))
})
