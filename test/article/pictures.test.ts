import { describe, expect, it } from 'vitest'
import { renderBody } from '../../src/article/body.ts'
import { article, media, SITE } from './desk.ts'

const render = (body: string) => renderBody(article(`---\ntitle: T\n---\n${body}`), { site: SITE, media })
const told = (body: string) => render(body).findings.map(({ code, line }) => `${code} ${line}`)
const CDN = 'https://cdn.example'

describe('the name of a picture does not make it a placeholder', () => {
  const names = 'blank spacer placeholder pixel transparent lazy lazyload loading grey gray 1x1 clear'.split(
    ' ',
  )
  it.each(names)('%s', (name) => {
    for (const file of [`${name}.png`, `${name}-9-review.jpg`, `${name}_a.webp?w=1`, `${name}.gif`]) {
      const { contentHtml, firstImage, findings } = render(`![What it shows](${CDN}/${file})`)
      expect(contentHtml).toBe(`<p><img src="${CDN}/${file}" alt="What it shows"></p>`)
      expect(firstImage).toMatchObject({ url: `${CDN}/${file}`, alt: 'What it shows' })
      expect(findings).toEqual([])
      expect(render(`<img src=${CDN}/a.jpg srcset="${CDN}/${file} 2x">`).contentHtml).toContain(`${file} 2x`)
    }
  })
})

describe('a placeholder is recognized by the elements next to it', () => {
  const shown = `<p><img src="${CDN}/crane.jpg" alt="A crane"></p>`
  it.each([
    `<img src=${CDN}/any.gif data-src=${CDN}/crane.jpg alt="A crane">`,
    `<img src=${CDN}/any.gif data-original=${CDN}/crane.jpg alt="A crane">`,
    `<img src=${CDN}/any.gif alt=""><noscript><img src=${CDN}/crane.jpg alt="A crane"></noscript>`,
    `<img src=${CDN}/any.gif alt=""><!-- late --><noscript> <img src=${CDN}/crane.jpg alt="A crane"> </noscript>`,
    `<img src="data:image/svg+xml,%3Csvg" alt="A crane"><noscript><img src=${CDN}/crane.jpg alt="A crane"></noscript>`,
    `<noscript><img src=${CDN}/crane.jpg alt="A crane"></noscript><img src="data:image/png;base64,AA" alt="A crane">`,
  ])('%s', (source) => {
    expect(render(source)).toMatchObject({ contentHtml: shown, findings: [] })
  })

  it('and a picture before a tracking pixel is not one', () =>
    expect(
      render(
        `<img src=${CDN}/crane.jpg alt="A crane"><noscript><img height="1" width="1" src="https://t.example/p"></noscript>`,
      ).contentHtml,
    ).toBe(shown))

  it('the candidates of a lazy srcset take precedence over a src without size', () =>
    expect(
      render(`<img src=${CDN}/any.gif data-srcset="${CDN}/a.jpg 300w, ${CDN}/b.jpg 900w" alt=x>`).contentHtml,
    ).toContain(`<img src="${CDN}/b.jpg"`))

  it('and a source is used if the picture itself is missing', () =>
    expect(
      render(
        `<picture><source srcset="${CDN}/a.webp 1x"><img src="data:image/gif;base64,R0" alt=x></picture>`,
      ).contentHtml,
    ).toBe(`<p><picture><source srcset="${CDN}/a.webp 1x"><img src="${CDN}/a.webp" alt="x"></picture></p>`))
})

describe('a picture that cannot be published is replaced by its alternative text, with a finding', () => {
  it.each([
    'data:image/png;base64,iVBORw0KGgo',
    'data:image/svg+xml;utf8,<svg/>',
    'cid:part1@mail.example',
    'file:///C:/Users/jane/map.png',
    'blob:https://port.example/1',
    'http://localhost:1313/map.png',
    'http://192.168.1.4/map.png',
    'https://',
  ])('%s', (ref) => {
    const { contentHtml, firstImage, findings } = render(
      `Before.\n\n<p>See <img src="${ref}" alt="the map">.</p>`,
    )
    expect(contentHtml).toBe('<p>Before.</p><p>See the map.</p>')
    expect(firstImage).toBeUndefined()
    expect(findings).toMatchObject([{ code: 'picture-left-out', line: 6 }])
    expect(told(`<img src="${ref}">`)).toEqual(['picture-left-out 4'])
  })

  it('also in Markdown', () => {
    const { contentHtml, findings } = render('One\n\n![North 61](data:image/png;base64,AA)')
    expect(contentHtml).toBe('<p>One</p><p>North 61</p>')
    expect(findings).toMatchObject([{ code: 'picture-left-out', line: 6, got: 'data:image/png;base64,AA' }])
  })

  it.each([
    '<img src="data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACw=" alt="">',
    '<img src="https://stats.wp.com/x.gif">',
    '<img width=1 height=1 src="data:image/png;base64,AA">',
    '<img>',
  ])('but not an invisible picture: %s', (source) => {
    expect(render(source)).toMatchObject({ contentHtml: '', findings: [] })
  })
})

it.each([
  ['a video', '<video src=no.mp4></video>'],
  ['a poster', `<video src=${CDN}/a.mp4 poster=no.jpg></video>`],
  ['a recording', '<audio><source src=no.mp3></audio>'],
])('%s whose file is missing causes a finding', (_name, source) =>
  expect(told(`One\n\n${source}`)).toEqual(['media-missing 6']),
)

describe('pictures of emoji', () => {
  it.each([
    '<img draggable="false" class="emoji" alt="🎉" src="https://cdn.example/72x72/1f389.png">',
    '<img src="https://s.w.org/images/core/emoji/15.0.3/72x72/1f389.png" alt="🎉" class="wp-smiley" style="height: 1em; max-height: 1em;" />',
    '<img src="https://static.example/images/emoji.php/v9/1f389.png" alt="🎉">',
    '<img alt="🎉" width=16 height=16 src="https://mail.example/e/1f389">',
    '<img alt="🎉" style="width:1.2em" src="https://mail.example/e/1f389">',
  ])('are emoji: %s', (source) => {
    const { contentHtml, summary, firstImage } = render(`<p>The ferry is back ${source} and so are we.</p>`)
    expect(contentHtml).toBe('<p>The ferry is back 🎉 and so are we.</p>')
    expect(summary).toBe('The ferry is back 🎉 and so are we.')
    expect(firstImage).toBeUndefined()
  })

  it.each(['👩‍👩‍👧', '🇩🇪', '❤️', '1️⃣', '👍🏽'])('of several code points: %s', (emoji) =>
    expect(render(`<img width=20 alt="${emoji}" src="${CDN}/e.png">`).contentHtml).toBe(`<p>${emoji}</p>`),
  )

  it.each(['<img alt=":tada:" class="emoji" src="https://cdn.example/t.png">'])(
    'or their code points',
    (source) => expect(render(source).contentHtml).toBe('<p>:tada:</p>'),
  )

  it('a photograph is kept with any alternative text', () =>
    expect(render(`<img alt="🎉" width=800 src="${CDN}/party.jpg">`).firstImage).toMatchObject({ alt: '🎉' }))
})

describe('the summary', () => {
  it.each([
    [
      'a picture in a sentence by its alternative text',
      `Made by ![Acme](${CDN}/a.png) of Hull.`,
      'Made by Acme of Hull.',
    ],
    ['no picture that begins a text', `![A quay](${CDN}/a.jpg) It rains.`, 'It rains.'],
    ['no wide picture', `It rains. <img src="${CDN}/a.jpg" width=800 alt="A quay">`, 'It rains.'],
    ['a picture alone by its alternative text', `![A quay](${CDN}/a.jpg)`, 'A quay'],
    [
      'a film alone by its title',
      '<iframe src="https://www.youtube.com/embed/abcdefghijk" title="The ferry"></iframe>',
      'The ferry',
    ],
    [
      'no bare address of an embed',
      '<div class="fb-post" data-href="https://www.facebook.com/h/1"></div>\n\nIt rains.',
      'It rains.',
    ],
    ['an address in a sentence', 'See <https://port.example/> now.', 'See https://port.example/ now.'],
  ])('contains %s', (_name, body, summary) => expect(render(body).summary).toBe(summary))
})

describe('the lead picture', () => {
  const photo = `<img src="${CDN}/photo.jpg" alt="A photo">`
  it.each([
    'style="width:40px;height:40px"',
    'style="height: 3em"',
    'width=48',
    'class="avatar avatar-96"',
    'class="post-author-photo"',
    'class="social-icon"',
  ])('is not a portrait or icon: %s', (attribute) =>
    expect(render(`<img src="${CDN}/jane.jpg" ${attribute}>\n\n${photo}`).firstImage?.url).toBe(
      `${CDN}/photo.jpg`,
    ),
  )

  it('is a small picture in the size that it has on the page', () =>
    expect(render(`<img src="${CDN}/jane.jpg" style="width:40px;height:2.5em">`).contentHtml).toBe(
      `<p><img src="${CDN}/jane.jpg" alt="" width="40" height="40"></p>`,
    ))

  it.each(['heic', 'HEIF', 'tif', 'tiff', 'psd', 'jxl'])(
    'is not a picture that readers cannot show: %s',
    (ending) => {
      const { firstImage, findings } = render(`One\n\n![x](${CDN}/a.${ending})\n\n${photo}`)
      expect(firstImage?.url).toBe(`${CDN}/photo.jpg`)
      expect(findings).toMatchObject([{ code: 'picture-format', line: 6, got: `${CDN}/a.${ending}` }])
    },
  )
})
