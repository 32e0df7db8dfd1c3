/** Files that each program keeps from the public, in every way it has: title, text and address of each are words of their own. */
const BODY = 'Xylophone, and some more words of a text.\n\nXylophone again.\n'

const yaml = (...lines: readonly string[]) => `---\ntitle: Hushhush\n${lines.join('\n')}\n---\n${BODY}`
const toml = (...lines: readonly string[]) => `+++\ntitle = "Hushhush"\n${lines.join('\n')}\n+++\n${BODY}`
const json = (fields: object) => `${JSON.stringify({ title: 'Hushhush', ...fields }, undefined, 2)}\n${BODY}`

/** `texts` as files with a name each. */
const filesOf = (path: (at: number) => string, texts: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(texts.map((text, at) => [path(at), text]))

const DAY = 'date: 2024-01-02'
const page = (head: string, ld: object) =>
  `<!doctype html><html lang="en"><head><title>Hushhush</title>${head}<script type="application/ld+json">${JSON.stringify({ '@type': 'Article', headline: 'Hushhush', datePublished: '2024-01-02', ...ld })}</script></head><body><article><h1>Hushhush</h1><p>${BODY}</p></article></body></html>\n`

export const HIDDEN = {
  hugo: {
    ...filesOf(
      (at) => `content/posts/zanzibar-${at}.md`,
      [
        ...['draft: true', 'Draft: true', 'DRAFT: "true"', 'draft: yes'].map((gate) => yaml(DAY, gate)),
        ...['publishDate: 2199-01-01', 'pubdate: 2199-01-01', 'published: 2199-01-01T00:00:00Z'].map((gate) =>
          yaml(DAY, gate),
        ),
        ...['expiryDate: 2024-02-01', 'unpublishdate: 2024-02-01', 'ExpiryDate: 2024-02-01'].map((gate) =>
          yaml(DAY, gate),
        ),
        ...[
          'headless: true',
          '_build: {render: never}',
          'build: {render: never, list: never}',
          'build:\n  list: never',
        ].map((gate) => yaml(DAY, gate)),
        yaml('date: 2199-01-01'),
        ...['draft = true', 'publishDate = 2199-01-01', 'expiryDate = 2024-02-01', 'Draft = true'].map(
          (gate) => toml('date = 2024-01-02', gate),
        ),
        json({ date: '2024-01-02', draft: true }),
        json({ date: '2024-01-02', publishDate: '2199-01-01' }),
      ],
    ),
    'content/posts/zanzibar/index.md': yaml(DAY, 'draft: true'),
    'content/posts/zanzibar.de.md': yaml(DAY, 'draft: true'),
  },
  jekyll: {
    ...filesOf(
      (at) => `_posts/2024-01-01-zanzibar-${at}.md`,
      ['published: false', 'Published: false', 'published: "false"', 'published: no'].map((gate) =>
        yaml(gate),
      ),
    ),
    ...filesOf((at) => `walks/_posts/2199-01-01-zanzibar-${at}.markdown`, [yaml(), yaml('published: true')]),
    '_posts/2024-01-08-zanzibar-late.md': yaml('date: 2199-01-01 10:00:00'),
    'walks/_drafts/zanzibar.md': yaml(),
    '_posts/attic/2024-01-08-zanzibar-attic-2.md': yaml(DAY),
  },
  eleventy: {
    ...filesOf(
      (at) => `content/blog/zanzibar-${at}.md`,
      [
        'draft: true',
        'Draft: true',
        'draft: "true"',
        'permalink: false',
        'eleventyExcludeFromCollections: true',
        'eleventyExcludeFromCollections: [posts]',
      ].map((gate) => yaml(DAY, gate)),
    ),
    'content/blog/zanzibar-data.md': yaml(DAY),
    'content/blog/zanzibar-data.11tydata.js': 'export default { draft: true }\n',
    'content/blog/hidden/hidden.json': '{"permalink": false}\n',
    'content/blog/hidden/zanzibar.md': yaml(DAY),
    'content/blog/_drafts/zanzibar.md': yaml(DAY),
  },
  astro: {
    ...filesOf(
      (at) => `src/content/blog/zanzibar-${at}.md`,
      [
        'draft: true',
        'Draft: true',
        'draft: "true"',
        'isDraft: true',
        'published: false',
        'publish: false',
        'unlisted: true',
        'hidden: true',
      ].map((gate) => yaml('pubDate: 2024-01-02', 'description: Xylophone', gate)),
    ),
    ...filesOf(
      (at) => `src/content/blog/zanzibar-code-${at}.mdx`,
      ['draft: true', 'pubDate: 2199-01-01'].map((gate) =>
        yaml(gate.startsWith('pub') ? '' : 'pubDate: 2024-01-02', gate).replace(
          'Xylophone',
          "import Xylophone from './x'\n\n<Xylophone />",
        ),
      ),
    ),
    'src/content/blog/zanzibar-export.mdx': yaml('pubDate: 2024-01-02').replace(
      'Xylophone',
      'export const meta = { draft: true }\n\nXylophone',
    ),
    'src/content/blog/_zanzibar.md': yaml('pubDate: 2024-01-02'),
  },
  docusaurus: {
    ...filesOf(
      (at) => `log/2024-01-02-zanzibar-${at}.md`,
      ['draft: true', 'unlisted: true', 'Draft: true', 'draft: "true"'].map((gate) => yaml(gate)),
    ),
    'log/2024-01-02-zanzibar-code.mdx': yaml('draft: true').replace(
      'Xylophone',
      "import Xylophone from './x'\n\n<Xylophone />",
    ),
    'log/_parts/zanzibar.md': yaml(DAY),
  },
  obsidian: filesOf(
    (at) => `Beds/zanzibar ${at}.md`,
    [
      'publish: false',
      'publish: "no"',
      'Publish: false',
      'publish:',
      'dg-publish: false',
      'tags: [publish]',
      'publish: true\ndraft: true',
      'publish: true\ncreated: 2199-01-01',
    ].map((gate) => yaml(gate)),
  ),
  built: {
    ...filesOf(
      (at) => `_site/2024/zanzibar-${at}/index.html`,
      [
        page('<meta name="robots" content="noindex">', {}),
        page('<meta name="ROBOTS" content="NOARCHIVE, NOINDEX">', {}),
        page('<meta name="googlebot-news" content="noindex">', {}),
        page('', { isAccessibleForFree: 'False' }),
        page('<meta property="article:content_tier" content="locked">', {}),
        page('', { datePublished: '2199-01-01' }),
        page('<meta http-equiv="refresh" content="0;url=/2024/eels/">', {}),
      ],
    ),
  },
} as const satisfies Record<string, Readonly<Record<string, string>>>
