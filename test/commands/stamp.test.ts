import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { markdown, runCommand, SITE_YAML, siteFolder } from '../support/site.ts'

const CAPTURE = `Home » World » “The dam holds”

“The dam holds”

The dam above the town held through the night, engineers said, after two days of rain that broke every record.

The mayor thanked the crews who had carried sandbags since Monday, and asked everybody to stay away from the banks.

Leave a Comment
`

const UNDATED = '---\ntitle: Alpha\n---\n\nText.\n'

describe('feedwright stamp', () => {
  it('writes ids and first-seen dates into the files, once, and changes no feed by it', async () => {
    const folder = await siteFolder({
      'content/world/a.md': markdown('Alpha', '2024-01-02 # noon'),
      'content/world/dam.txt': CAPTURE,
      'content/world/draft.md': markdown('Draft', '2024-01-02', 'draft: true\n'),
    })
    await runCommand(folder, ['build'], Date.UTC(2024, 5, 1, 8))
    const feed = await readFile(join(folder, 'out/world/atom.xml'), 'utf8')
    const dry = await runCommand(folder, ['stamp', '--dry-run'], Date.UTC(2024, 5, 2))
    expect(dry.out).toContain('2 would be stamped')
    expect(await readFile(join(folder, 'content/world/dam.txt'), 'utf8')).toBe(CAPTURE)

    const { code, out, err } = await runCommand(folder, ['stamp'], Date.UTC(2024, 5, 3))
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('world/dam.txt: id tag:example.org,2024:world/dam, date 2024-06-01T08:00:00Z')
    expect(await readFile(join(folder, 'content/world/dam.txt'), 'utf8')).toBe(
      `---\nid: tag:example.org,2024:world/dam\ndate: 2024-06-01T08:00:00Z\n---\n${CAPTURE}`,
    )
    expect(await readFile(join(folder, 'content/world/a.md'), 'utf8')).toBe(
      markdown('Alpha', '2024-01-02 # noon', 'id: tag:example.org,2024:world/a\n'),
    )
    expect(await readFile(join(folder, 'content/world/draft.md'), 'utf8')).not.toContain('id:')
    expect((await runCommand(folder, ['stamp'])).out).toBe('every article has its id and date\n')

    // What is stamped needs nothing that this machine remembers.
    const later = Date.UTC(2024, 5, 4)
    const again = await runCommand(folder, ['build', '--state', 'elsewhere'], later)
    expect([again.code, again.err.match(/^(?:error|warning) \S+/gm)]).toEqual([0, ['warning state-lost']])
    expect(await readFile(join(folder, 'out/world/atom.xml'), 'utf8')).toBe(feed)
  })

  it('writes no date that was not published', async () => {
    const folder = await siteFolder({ 'content/world/dam.txt': CAPTURE })
    const before = await runCommand(folder, ['stamp'])
    expect(before.out).toContain(
      '1 without a date that readers have, so no date is written: world/dam.txt; publish first',
    )
    expect(await readFile(join(folder, 'content/world/dam.txt'), 'utf8')).toBe(
      `---\nid: tag:example.org,2024:world/dam\n---\n${CAPTURE}`,
    )
    expect((await runCommand(folder, ['stamp'])).out).not.toContain('stamped')
    await runCommand(folder, ['build'], Date.UTC(2024, 5, 2, 8))
    const after = await runCommand(folder, ['stamp'], Date.UTC(2024, 5, 3))
    expect(after.out).toContain('world/dam.txt: date 2024-06-01T00:00:00Z')
  })

  it('uses the published dates of articles that have left the feed, or were never in it', async () => {
    const folder = await siteFolder({
      'content/site.yaml': `${SITE_YAML}limit: 2\n`,
      'content/world/a.md': UNDATED,
      'content/world/b.md': UNDATED,
    })
    await runCommand(folder, ['build'], Date.UTC(2024, 5, 1))
    for (const name of ['c', 'd', 'e'])
      await writeFile(join(folder, `content/world/${name}.md`), UNDATED.replace('Text', name))
    await runCommand(folder, ['build'], Date.UTC(2024, 5, 2))
    await writeFile(join(folder, 'content/world/f.md'), UNDATED.replace('Text', 'f'))
    const { out } = await runCommand(folder, ['stamp'], Date.UTC(2024, 5, 3))
    const dated = [...out.matchAll(/^world\/(\w)\.md: .*date 2024-06-(\d\d)/gm)].map(
      ([, name, day]) => `${name} ${day}`,
    )
    expect(dated).toEqual(['a 01', 'b 01', 'c 02', 'd 02'])
    expect(out).toContain(
      '2 without a date that readers have, so no date is written: world/e.md, world/f.md;',
    )
  })

  it('asks before it writes to many articles, and refuses if it cannot ask', async () => {
    const names = Array.from({ length: 21 }, (_, index) => `content/world/${index}.md`)
    const folder = await siteFolder(
      Object.fromEntries(names.map((name) => [name, markdown('Alpha', '2024-01-02')])),
    )
    const isStamped = async (name: string) => (await readFile(join(folder, name), 'utf8')).includes('id:')
    await expect(runCommand(folder, ['stamp'])).rejects.toMatchObject({
      code: 'USAGE',
      message: 'stamp would write to 21 articles, and there is no terminal to confirm',
    })
    const asked: string[] = []
    const answer = (said: boolean) => async (question: string) => {
      asked.push(question)
      return said
    }
    expect(await runCommand(folder, ['stamp'], undefined, answer(false))).toMatchObject({
      code: 0,
      out: 'nothing was written\n',
    })
    expect(await Promise.all(names.map(isStamped))).not.toContain(true)
    expect((await runCommand(folder, ['stamp', '--dry-run'])).out).toContain('21 would be stamped')
    expect((await runCommand(folder, ['stamp', names[0] ?? ''])).out).toContain('1 stamped')
    await writeFile(join(folder, 'content/world/x.md'), markdown('Beta', '2024-01-02'))
    expect((await runCommand(folder, ['stamp'], undefined, answer(true))).out).toContain('21 stamped')
    expect(asked).toEqual(Array.from({ length: 2 }, () => 'Write to 21 articles?'))
  })

  it('does not ask with --yes', async () => {
    const names = Array.from({ length: 30 }, (_, index) => [
      `content/world/${index}.md`,
      markdown('A', '2024-01-02'),
    ])
    const folder = await siteFolder(Object.fromEntries(names))
    expect((await runCommand(folder, ['stamp', '--yes'])).out).toContain('30 stamped')
  })

  it('stamps only the files it is given', async () => {
    const folder = await siteFolder({
      'content/world/a.md': markdown('Alpha', '2024-01-02'),
      'content/world/b.md': markdown('Beta', '2024-01-02'),
    })
    expect((await runCommand(folder, ['stamp', 'content/world/b.md'])).out).toContain('1 stamped')
    expect(await readFile(join(folder, 'content/world/a.md'), 'utf8')).toBe(markdown('Alpha', '2024-01-02'))
  })

  it('warns of a date that changed after publication, and accepts it if requested', async () => {
    const folder = await siteFolder({ 'content/world/a.md': markdown('Alpha', '2024-01-02') })
    await runCommand(folder, ['build'])
    await writeFile(join(folder, 'content/world/a.md'), markdown('Alpha', '2024-01-05'))
    const moved = await runCommand(folder, ['build'])
    expect(moved.err).toContain('published-moved')
    expect(await readFile(join(folder, 'out/world/atom.xml'), 'utf8')).toContain('2024-01-02T00:00:00Z')
    await runCommand(folder, ['stamp', '--accept-dates'])
    await runCommand(folder, ['build', '--accept-churn', 'world'])
    expect(await readFile(join(folder, 'out/world/atom.xml'), 'utf8')).toContain('2024-01-05T00:00:00Z')
  })
})

describe('feedwright import', () => {
  it('turns saved pages into articles that build without findings', async () => {
    const folder = await siteFolder({ 'dam.txt': CAPTURE })
    const { code, out } = await runCommand(folder, [
      'import',
      'dam.txt',
      '--into',
      'content/world',
      '--date',
      '2024-02-03 09:30',
    ])
    expect([code, out]).toEqual([0, 'dam.txt → content/world/the-dam-holds.md\n'])
    const text = await readFile(join(folder, 'content/world/the-dam-holds.md'), 'utf8')
    expect(text).toContain('title: The dam holds\ndate: 2024-02-03T09:30:00Z\nid: tag:example.org,2024:')
    expect(text).not.toMatch(/Leave a Comment|Home »|“The dam holds”/)
    expect(await runCommand(folder, ['build', '--strict'])).toMatchObject({ code: 0, err: '' })
  })

  describe('of a page that was published as a saved page', () => {
    const there = 'content/world/dam_1.txt'
    const readersHave = async (folder: string) => {
      const feed = await readFile(join(folder, 'out/world/rss.xml'), 'utf8')
      return feed.match(/<(?:link|guid|pubDate)\b.*/g)
    }
    it.each([
      ['imported where it lies and then deleted', there, true],
      ['imported from a copy and then deleted', 'dam_1.txt', true],
      ['moved away and then imported', 'dam_1.txt', false],
      ['moved away under another name and then imported', 'old/page 7.txt', false],
    ])('keeps id, date and link when it is %s', async (_how, source, isThere) => {
      const folder = await siteFolder({ [there]: CAPTURE, [source]: CAPTURE })
      await runCommand(folder, ['build'])
      const before = await readersHave(folder)
      if (!isThere) await rm(join(folder, there))
      const { out } = await runCommand(folder, ['import', source, '--into', 'content/world'])
      expect(out).toContain(`${source} → content/world/dam_1.md`)
      expect(out.includes(`now delete ${there}:`)).toBe(isThere)
      if (isThere) {
        const both = await runCommand(folder, ['build'])
        expect(both.err).toContain('delete one of the two files: the other keeps id and date')
        expect(await readersHave(folder)).toEqual(before)
        await rm(join(folder, there))
      }
      const { code, out: said } = await runCommand(folder, ['build'], Date.UTC(2024, 5, 3))
      expect(code).toBe(0)
      // The text is the same, so it is no edit.
      expect(said).toContain('0 feeds written')
      expect(await readersHave(folder)).toEqual(before)
    })

    it('keeps them if the page has no section and the text has changed', async () => {
      const page = CAPTURE.replace('World » ', '')
      const folder = await siteFolder({ [there]: page })
      await runCommand(folder, ['build'])
      const before = await readersHave(folder)
      await rm(join(folder, there))
      await writeFile(
        join(folder, 'copy.txt'),
        `${page}\n\nOn Friday the rain stopped, and the dam was dry.\n`,
      )
      expect((await runCommand(folder, ['import', 'copy.txt'])).out).toContain('→ content/world/dam_1.md')
      expect((await runCommand(folder, ['build'])).code).toBe(0)
      expect(await readersHave(folder)).toEqual(before)
    })

    it('keeps them if a run has removed the article in between', async () => {
      const folder = await siteFolder({ [there]: CAPTURE, 'content/world/a.md': markdown('A', '2024-01-01') })
      await runCommand(folder, ['build'])
      await rm(join(folder, there))
      await runCommand(folder, ['build'])
      await writeFile(join(folder, 'dam_1.txt'), CAPTURE)
      const { out } = await runCommand(folder, ['import', 'dam_1.txt', '--into', 'content/world'])
      expect(out).toContain('→ content/world/dam_1.md')
    })

    it('does not give them to a page with the same title and another date', async () => {
      const dated = (day: number) =>
        CAPTURE.replace('\n\nThe dam', `\n\nBy Jane Doe, ${day} May 2024\n\nThe dam`)
      const folder = await siteFolder({ [there]: dated(1), 'next.txt': dated(8) })
      await runCommand(folder, ['build'])
      const { out } = await runCommand(folder, ['import', 'next.txt'])
      expect(out).toContain('→ content/world/the-dam-holds.md')
    })

    it('does not give them to another page with that name', async () => {
      const folder = await siteFolder({
        [there]: CAPTURE,
        'dam_1.txt': CAPTURE.replaceAll('holds', 'breaks'),
      })
      await runCommand(folder, ['build'])
      const { out } = await runCommand(folder, ['import', 'dam_1.txt', '--into', 'content/world'])
      expect(out).toContain('content/world/the-dam-breaks.md')
      expect(out).not.toContain('delete')
    })
  })

  it.each([
    ['that its breadcrumb names', 'dam.txt', CAPTURE.replace('World', 'Business'), 'content/business'],
    [
      'that a folder around it is named after',
      'saved/business/2024/dam.txt',
      CAPTURE.replace('World » ', ''),
      'content/business',
    ],
    ['in whose folder it lies', 'content/business/2024/dam.txt', CAPTURE, 'content/business/2024'],
    [
      'that the HTML names',
      'dam.html',
      `<script type="application/ld+json">{"@type":"Article","articleSection":"Business"}</script><article><h1>The dam holds</h1><p>It rained.</p></article>`,
      'content/business',
    ],
  ])('writes into the section %s', async (_how, file, page, into) => {
    const folder = await siteFolder({ [file]: page })
    const { out } = await runCommand(folder, ['import', file, '--date', '2024-02-03'])
    expect(out).toMatch(new RegExp(`^${file} → ${into}/(?:the-dam-holds|dam).md`))
    expect((await runCommand(folder, ['build'])).out).toContain('business')
  })

  it('asks for a section if nothing states one', async () => {
    const folder = await siteFolder({ 'dam.txt': CAPTURE.replaceAll('World', 'Elsewhere') })
    const { code, err } = await runCommand(folder, ['import', 'dam.txt'])
    expect(code).toBe(1)
    expect(err).toContain('section-missing in dam.txt')
  })

  it('overwrites nothing, and reports what it could not read', async () => {
    const folder = await siteFolder({ 'dam.txt': CAPTURE, 'content/world/the-dam-holds.md': 'mine' })
    const { code, err } = await runCommand(folder, [
      'import',
      'dam.txt',
      'none.txt',
      '--into',
      'content/world',
      '--date',
      '2024-02-03',
    ])
    expect(code).toBe(1)
    expect(err).toContain('import-exists in dam.txt')
    expect(err).toContain('capture-unreadable in none.txt')
    expect(await readFile(join(folder, 'content/world/the-dam-holds.md'), 'utf8')).toBe('mine')
  })

  describe('if the settings have sources', () => {
    const site = (...sources: readonly string[]) =>
      siteFolder({
        'dam.txt': CAPTURE,
        'content/site.yaml': `${SITE_YAML}sources: [${sources.join(', ')}]\n`,
        'posts/world/.gitkeep': '',
        'wire/world/.gitkeep': '',
        'public/index.html': '',
      })
    const posts = '{ kind: folder, path: posts }'
    const wire = '{ kind: folder, path: wire, name: wire }'
    const pages = '{ kind: built, path: public, name: pages }'
    const into = (...section: readonly string[]) =>
      ['import', 'dam.txt', '--date', '2024-02-03', ...section] as const

    it('writes to their folder, with the id that the article has there', async () => {
      const folder = await site(wire)
      const { out } = await runCommand(folder, into())
      expect(out).toMatch(/^dam.txt → wire\/world\/the-dam-holds.md/)
      const written = join(folder, 'wire/world/the-dam-holds.md')
      const text = await readFile(written, 'utf8')
      expect(text).toContain('id: tag:example.org,2024:/wire/world/the-dam-holds\n')
      expect((await runCommand(folder, ['build'])).code).toBe(0)
    })

    it('knows an article that was moved away from a source with a name', async () => {
      const folder = await site(wire)
      await writeFile(join(folder, 'wire/world/dam_1.txt'), CAPTURE)
      await runCommand(folder, ['build'])
      await rm(join(folder, 'wire/world/dam_1.txt'))
      expect((await runCommand(folder, into())).out).toContain('wire/world/dam_1.md')
      expect(await readFile(join(folder, 'wire/world/dam_1.md'), 'utf8')).toContain('/wire/world/dam_1\n')
    })

    it('uses the one of several folders that contains --into', async () => {
      const { out } = await runCommand(await site(posts, wire), into('--into', 'wire/world'))
      expect(out).toMatch(/^dam.txt → wire\/world\/the-dam-holds.md/)
    })

    it.each<[sources: readonly string[], section: readonly string[], fix: RegExp]>([
      [[pages], [], /kind: folder/],
      [[posts, wire], [], /--into and a section of one of posts, wire/],
      [[posts, wire], ['--into', 'content/world'], /one of posts, wire/],
      [[wire], ['--into', 'content/world'], /a section of wire/],
    ])('writes nothing if %j with %j is not a folder', async (sources, section, fix) => {
      await expect(runCommand(await site(...sources), into(...section))).rejects.toMatchObject({
        code: 'USAGE',
        fix: expect.stringMatching(fix),
      })
    })
  })

  it('lists the sections if the folder is not one', async () => {
    const folder = await siteFolder({ 'dam.txt': CAPTURE })
    await expect(runCommand(folder, ['import', 'dam.txt', '--into', 'content/sport'])).rejects.toMatchObject({
      code: 'USAGE',
      fix: 'the sections are content/world, content/business',
    })
  })
})
