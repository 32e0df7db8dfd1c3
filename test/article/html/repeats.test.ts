import { describe, expect, it } from 'vitest'
import { sanitizeHtml } from '../../../src/article/html/sanitize.ts'

const PLACE = { url: 'https://example.org/a/', media: () => undefined }
const clean = (html: string) => sanitizeHtml(html, PLACE).html
const CRANE = '<img src="/crane.jpg" alt="Crane">'
const SHOWN = '<img src="https://example.org/crane.jpg" alt="Crane">'

describe('content repeated for scripts is published once', () => {
  it.each([
    ['an overlay', `<div aria-hidden="true"><figure>${CRANE}<figcaption>At dawn</figcaption></figure></div>`],
    ['an overlay without its caption', `<div aria-hidden="true">${CRANE}</div>`],
    ['a dialog', `<div role="dialog" aria-modal="true">${CRANE} Close</div>`],
    ['a button', '<button class="lightbox-trigger" aria-label="Enlarge">Enlarge</button>'],
  ])('%s of a lightbox', (_name, overlay) =>
    expect(clean(`<figure>${CRANE}<figcaption>At dawn</figcaption>${overlay}</figure>`)).toBe(
      `<figure>${SHOWN}<figcaption>At dawn</figcaption></figure>`,
    ),
  )

  it('an overlay beside it', () =>
    expect(clean(`<figure>${CRANE}</figure><div class="pswp" aria-hidden="true">${CRANE}</div>`)).toBe(
      `<figure>${SHOWN}</figure>`,
    ))

  it.each([
    'slick-slide slick-cloned',
    'swiper-slide swiper-slide-duplicate',
    'owl-item cloned',
    'splide__slide splide__slide--clone',
  ])('a slide copied as %s', (names) => {
    const slide = (picture: string, classes = 'slide') =>
      `<div class="${classes}"><img src="/${picture}.jpg"><p>Slide ${picture}</p></div>`
    const html = clean(`<div>${slide('b', names)}${slide('a')}${slide('b')}${slide('a', names)}</div>`)
    expect(html.match(/<img|Slide ./g)).toEqual(['<img', 'Slide a', '<img', 'Slide b'])
  })

  it.each([
    '<span aria-hidden="true">£3m</span><span class="sr-only">three million</span>',
    '<span class="visually-hidden">three million</span> <span aria-hidden="true">£3m</span>',
  ])('the spoken form next to the written one: %s', (html) =>
    expect(clean(`<p>It cost ${html}.</p>`).replace(/\s+/g, ' ')).toBe('<p>It cost £3m.</p>'),
  )
})

it('a remark to screen readers on a link or caption is removed', () => {
  const remark = '<span class="visually-hidden"> (opens in a new tab)</span>'
  expect(clean(`<p><a href="https://a.example/">Site${remark}</a></p>`)).toBe(
    '<p><a href="https://a.example/">Site</a></p>',
  )
  expect(clean(`<figure>${CRANE}<figcaption>${remark}A crane</figcaption></figure>`)).toContain(
    '<figcaption>A crane</figcaption>',
  )
})

it.each([
  [
    'what is hidden from screen readers alone',
    '<p>It cost <span aria-hidden="true">£3m</span>.</p>',
    '<p>It cost £3m.</p>',
  ],
  [
    'a picture like no other',
    `<div aria-hidden="true">${CRANE}</div><p>Text</p>`,
    `<p>${SHOWN}</p><p>Text</p>`,
  ],
  [
    'of two copies at least one',
    '<p aria-hidden="true">One</p><p aria-hidden="true">One</p>',
    '<p>One</p><p>One</p>',
  ],
  ['what is called a duplicate and is none', '<p class="duplicate">Once</p>', '<p>Once</p>'],
  [
    'what only screen readers say',
    '<p><span class="sr-only">Note:</span> It rains.</p>',
    '<p>Note: It rains.</p>',
  ],
  [
    'the only text of a link',
    '<p><a href="https://a.example/"><svg></svg><span class="sr-only">Website</span></a></p>',
    '<p><a href="https://a.example/">Website</a></p>',
  ],
])('%s is not removed', (_name, html, expected) => expect(clean(html)).toBe(expected))

it('terminates with any number of copies', () => {
  const html = clean(`<div>${'<p aria-hidden="true">a</p>'.repeat(20_000)}</div>`)
  expect(typeof html).toBe('string')
})
