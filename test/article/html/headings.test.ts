import { describe, expect, it } from 'vitest'
import { sanitizeHtml } from '../../../src/article/html/sanitize.ts'

const clean = (html: string) =>
  sanitizeHtml(html, { url: 'https://example.org/world/a/', media: () => undefined }).html

describe('a link in a heading to the heading itself', () => {
  it.each([
    '<h2 id="low">Low water <a class="anchor" href="#low" aria-hidden="true">#</a></h2>',
    '<h2 id="low"><a class="anchor" href="#low">§</a> Low water</h2>',
    '<h2 id="low">Low water<a href="#low" title="Permanent link">&para;</a></h2>',
    '<h2 id="low">Low water<a href="#low" class="hash-link">&#8203;</a></h2>',
    '<h2>Low water<a href="https://example.org/world/a/#low">🔗</a></h2>',
    '<h2 id="low"><a href="#low">Low water</a></h2>',
    '<h2 id="low">Low water <a href="#low"><span class="sr-only">Abschnitt betitelt „Low water“</span></a></h2>',
    '<div class="sl-heading-wrapper"><h2 id="low">Low water</h2><a href="#low"><span aria-hidden="true"><svg></svg></span><span class="sr-only">Section titled “Low water”</span></a></div>',
    '<div><h2 id="low">Low water</h2><a class="anchor" aria-label="Permalink: Low water" href="#low"><svg></svg></a></div>',
    '<h2><a id="low" href="#low">#</a>Low water</h2>',
  ])('is removed: %s', (source) => expect(clean(source)).toBe('<h2>Low water</h2>'))

  it.each([
    ['<p>See <a href="#low">low water</a>.</p>', '#low'],
    ['<p>Ticket <a href="https://tracker.example/#12">#</a></p>', 'tracker.example/#12'],
    ['<h2>Ticket <a href="https://tracker.example/#12">#</a></h2>', 'tracker.example/#12'],
    ['<h2 id="a">Low <a href="#b">water</a></h2>', '#b'],
    ['<h2 id="a">Low water<a href="#n1">*</a></h2>', '#n1'],
  ])('is none of these links: %s', (source, kept) => expect(clean(source)).toContain(kept))
})
