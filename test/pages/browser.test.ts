import { existsSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newsroom } from './newsroom.ts'
import { type PageServer, servePages } from './page-server.ts'

const CHROMIUM = process.env['FEEDWRIGHT_CHROMIUM'] ?? '/usr/bin/chromium'
const REQUIRED = process.env['FEEDWRIGHT_INTEROP'] === 'required'
const ARTIFACTS = join(import.meta.dirname, '..', 'artifacts', 'pages')

const PAGES = ['', 'world/', 'ar/alam/']
/** In a language that the pages do not speak; without articles. */
const SPECIAL_PAGES = ['cy/', 'tags/shipping/']
const SCHEMES = ['light', 'dark'] as const
const SCREENS = {
  phone: { width: 320, height: 640 },
  desktop: { width: 1280, height: 900 },
}
const SETTINGS = SCHEMES.flatMap((scheme) =>
  (['phone', 'desktop'] as const).map((screen) => ({ scheme, screen })),
)

/** What axe makes of the page: every rule there is, WCAG 2.2 AA and best practice. */
const AXE_RUN = `axe.run(document, { preload: false, rules: { 'target-size': { enabled: true } } }).then(
  ({ violations, passes }) => ({
    passed: passes.length,
    found: violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | ')),
  }))`

it.runIf(REQUIRED)(`has a browser at ${CHROMIUM}`, () => {
  expect(existsSync(CHROMIUM), `install Chromium (Debian: apt-get install chromium) at ${CHROMIUM}`).toBe(
    true,
  )
})

// A browser on a busy machine may still be drawing when the next key comes; what is wrong stays wrong when asked again.
describe.runIf(existsSync(CHROMIUM))('pages in Chromium', { retry: 2 }, () => {
  let server: PageServer
  let browser: Browser
  let page: Page
  let axe: string
  const complaints: string[] = []

  beforeAll(async () => {
    await mkdir(ARTIFACTS, { recursive: true })
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
    server = await servePages()
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: [
        ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
        ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
      ],
    })
    page = await browser.newPage()
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('requestfailed', (request) => complaints.push(request.url()))
  })

  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  beforeEach(async () => {
    complaints.length = 0
    await page.setViewportSize(SCREENS.desktop)
    await page.emulateMedia({ media: 'screen', colorScheme: 'light', reducedMotion: 'reduce' })
  })

  afterEach(() => {
    expect(complaints).toEqual([])
  })

  describe.each(SETTINGS)('$scheme on a $screen', ({ scheme, screen }) => {
    const pages = scheme === 'light' && screen === 'phone' ? [...PAGES, ...SPECIAL_PAGES] : PAGES

    it.each(pages)('/%s loads without complaint, fits and is accessible', async (path) => {
      await page.setViewportSize(SCREENS[screen])
      await page.emulateMedia({ colorScheme: scheme })
      await page.goto(server.url + path)
      const name = path === '' ? 'index' : path.replace(/\/$/, '').replaceAll('/', '-')
      await page.screenshot({ path: join(ARTIFACTS, `${name}-${screen}-${scheme}.png`), fullPage: true })
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
        SCREENS[screen].width,
      )
      await page.evaluate(axe)
      const { passed, found } = await page.evaluate<{ passed: number; found: string[] }>(AXE_RUN)
      expect(found).toEqual([])
      expect(passed).toBeGreaterThan(20)
    })
  })

  it('takes its colors from the scheme', async () => {
    await page.goto(`${server.url}world/`)
    const ground = async (colorScheme: 'light' | 'dark') => {
      await page.emulateMedia({ colorScheme })
      return page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor')
    }
    expect(await ground('light')).toBe('rgb(255, 255, 255)')
    expect(await ground('dark')).toBe('rgb(20, 20, 19)')
  })

  it('lets feed readers find every document, the page language first', async () => {
    await page.goto(`${server.url}world/`)
    const found = await page.evaluate<string[]>(
      `[...document.querySelectorAll('link[rel=alternate][type$="+xml"], link[rel=alternate][type$="+json"]')].map((link) => link.href)`,
    )
    const wanted = ['world', 'welt', 'alam'].flatMap((name) =>
      newsroom
        .filter(({ feed }) => feed.name === name)
        .flatMap(({ documents }) => documents.map(({ url }) => url)),
    )
    expect(wanted).toHaveLength(9)
    expect(found).toEqual(wanted)
  })

  it('leads the keyboard from the top to the first copy button, always showing where it is', async () => {
    await page.goto(`${server.url}world/`)
    const stops: string[] = []
    for (let press = 0; press < 4; press += 1) {
      await page.keyboard.press('Tab')
      const [stop, visible] = await page.evaluate<[string, boolean]>(
        `[document.activeElement.textContent,
            getComputedStyle(document.activeElement).outlineStyle === 'solid' && document.activeElement.getBoundingClientRect().top >= 0]`,
      )
      expect(visible, stop).toBe(true)
      stops.push(stop)
    }
    expect(stops).toEqual(['Skip to the latest articles', 'The Example Courier', 'All feeds', 'Copy'])
  })

  it('copies the address at which it is shown', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.goto(`${server.url}world/`)
    await page.getByRole('button', { name: 'Copy' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(`${server.url}world/rss.xml`)
  })

  it('selects the whole address at one tap without any script', async () => {
    const plain = await browser.newPage({ javaScriptEnabled: false, viewport: { width: 390, height: 800 } })
    await plain.goto(`${server.url}world/`)
    const code = plain.locator('.documents code').first()
    await code.click()
    expect(await plain.evaluate('getSelection().toString()')).toBe(
      'https://courier.example/feeds/world/rss.xml',
    )
    expect(await plain.getByRole('button', { name: 'Copy' }).isVisible()).toBe(false)
    await plain.close()
  })

  it('skips to the articles and to the feeds', async () => {
    for (const [path, target] of [
      ['world/', 'latest'],
      ['', 'feeds'],
    ]) {
      await page.goto(server.url + path)
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.locator(`#${target}:focus`).waitFor({ timeout: 5_000 })
    }
  })

  it('leads from the index to a feed, to its translation and back, wherever it is served', async () => {
    await page.goto(server.url)
    await page.getByRole('link', { name: 'World', exact: true }).click()
    await page.waitForURL('**/feeds/world/')
    await page.getByRole('link', { name: 'Welt' }).click()
    await page.waitForURL('**/feeds/de/welt/')
    await page.getByRole('link', { name: 'Alle Feeds' }).click()
    await page.waitForURL(server.url)
  })

  it('mirrors the page for languages written from right to left', async () => {
    await page.goto(`${server.url}ar/alam/`)
    const [label, button] = await page.evaluate<number[]>(
      `['.documents button', '.documents a'].map((one) => document.querySelector(one).getBoundingClientRect().x)`,
    )
    expect(label).toBeGreaterThan(button ?? Number.POSITIVE_INFINITY)
  })

  it('prints the articles with their addresses and without the buttons', async () => {
    await page.goto(`${server.url}world/`)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.readers a').first().isVisible()).toBe(false)
    expect(
      await page.evaluate(`getComputedStyle(document.querySelector('.items h3 a'), '::after').content`),
    ).toContain('https://courier.example/world/strikes/')
    await page.screenshot({ path: join(ARTIFACTS, 'world-print.png'), fullPage: true })
  })
})
