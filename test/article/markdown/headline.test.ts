import { describe, expect, it } from 'vitest'
import { fileAt } from '../../../src/article/article-kind.ts'
import { parseArticle } from '../../../src/article/parse.ts'
import { CONTEXT, media } from '../desk.ts'

const read = (body: string, title?: string) =>
  parseArticle(
    fileAt(
      'world/a.md',
      new TextEncoder().encode(
        `---\ndate: 2024-02-02\n${title === undefined ? '' : `title: ${JSON.stringify(title)}\n`}---\n${body}`,
      ),
    ),
    CONTEXT,
    media,
  )

describe('a headline at the start of the text', () => {
  it.each([
    ['# Ferry strike<br>enters third day', 'Ferry strike enters third day'],
    ['# Mayor quits<br />“I am tired”', 'Mayor quits “I am tired”'],
    ['# Super<wbr>market', 'Supermarket'],
    ['# 再開<br>された港', '再開された港'],
    ['# The ~~guilty~~ accused mayor<sup>1</sup> resigns', 'The accused mayor resigns'],
    ['# The <del>guilty <b>old</b></del> mayor', 'The mayor'],
    ['# Up to 10<sup>6</sup> m<sup>2</sup> of CO<sub>2</sub>', 'Up to 10⁶ m² of CO₂'],
    ['# Left <s>open', 'Left open'],
    ['# Ask <span hidden>the clerk</span> now', 'Ask now'],
    ['# Ask <span style="opacity:0">the clerk</span> now', 'Ask now'],
    ['# Ask <span style="font-size:0">the clerk</span> now', 'Ask now'],
    ['# Ask <span style="visibility:collapse">the clerk</span> now', 'Ask now'],
    ['# Ask <span class="a note">the clerk</span> now\n\n<style>.note{display:none}</style>', 'Ask now'],
    ['# *Ports* `reopen` &amp; [ferries](x) sail', 'Ports reopen & ferries sail'],
    ['Ports reopen\n====', 'Ports reopen'],
    ['<h1 class="x">Ports <em>reopen</em></h1>', 'Ports reopen'],
  ])('%s', (heading, title) => {
    const { value } = read(`${heading}\n\nText.`)
    expect(value?.title).toBe(title)
    expect(value?.body.text.trim()).toMatch(/^(?:<style.*\n\n)?Text\.$/)
  })

  it.each([
    ['# “Ports” reopen – again', "'Ports' reopen - again"],
    ['Ports reopen\n===', 'Ports reopen'],
    ['<h1>Ports\u00a0reopen</h1>', 'Ports reopen'],
    ['# PORTS REOPEN', 'Ports reopen'],
    ['# Ports reopen…', 'Ports reopen...'],
  ])('is removed if it repeats the title: %s', (heading, title) => {
    const { value } = read(`${heading}\n\nText.`, title)
    expect(value?.title).toBe(title)
    expect(value?.body.text.trim()).toMatch(/^(?:<style.*\n\n)?Text\.$/)
  })

  it('is kept if it differs from the title', () => {
    expect(read('# Background\n\nText.', 'Ports reopen').value?.body.text).toContain('Background')
    expect(read('- a\n===\n\nText.', 'a').value?.body.text).toContain('- a')
  })
})

describe('a text decoded with the wrong encoding', () => {
  it.each(['It isnâ€™t', 'cafÃ©', 'GrÃ¶ÃŸe', 'Â© 2024', 'caf\ufffd', 'ðŸ˜€'])('is reported: %s', (text) => {
    expect(read(`Yes.\n\n${text}`, 'T').findings).toMatchObject([
      { code: 'text-mojibake', severity: 'warning', line: 7 },
    ])
  })

  it.each(['naïve café', 'IRMÃ e NÃO', '“IRMÔ', 'Âge d’or', 'ðat', '10 €'])('is not %s', (text) =>
    expect(read(text, 'T').findings).toEqual([]),
  )
})
