// Puts generation after generation into the catalog at argv[3], through the build at argv[2], until it is killed.
const { openLmdbCatalog } = await import(process.argv[2])
const catalog = await openLmdbCatalog(process.argv[3])
let generation = Number(catalog.fact('generation') ?? '0')
for (;;) {
  generation++
  const put = Array.from({ length: 100 }, (_, n) => ({
    key: `world/${(n * 7 + generation * 13) % 900}.md`,
    revision: `r${generation}`,
    findings: n % 9 === 0 ? [{ code: 'x', severity: 'warning', message: 'x' }] : [],
    memory: { firstSeen: '2024-02-02T12:00:00Z' },
    entry: {
      key: `world/${(n * 7 + generation * 13) % 900}.md`,
      id: `tag:example.org,2024:${(n * 7 + generation * 13) % 900}`,
      section: 'world',
      title: `generation ${generation}`,
      url: 'https://example.org/',
      slug: 'x',
      published: `2024-02-02T12:00:${String(generation % 60).padStart(2, '0')}Z`,
      updated: '2024-02-02T13:00:00Z',
      authors: [],
      tags: [`tag${generation % 5}`],
      enclosures: [],
      status: 'live',
      contentHash: 'h',
    },
  }))
  const remove = [`world/${(generation * 31) % 900}.md`]
  await catalog.apply({ put, remove, facts: { generation: String(generation) } })
  process.stdout.write('.')
}
