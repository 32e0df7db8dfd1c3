import { describe, expect, it } from 'vitest'
import { renderBody } from '../../../src/article/body.ts'
import { countWords } from '../../../src/article/words.ts'
import { article, media, SITE } from '../desk.ts'

const render = (body: string, language = 'en') =>
  renderBody(article(`---\ntitle: T\nlanguage: ${language}\n---\n${body}`), { site: SITE, media })
const textOf = (html: string) => html.replace(/<[^>]*>/g, '')

const SENTENCES = {
  en: 'The harbour opened again on Friday after four days of storm. ',
  ko: '항구가 나흘 동안의 폭풍 뒤에 다시 문을 열었고 여객선은 운항한다. ',
  ja: '港は四日間の嵐のあと金曜日に再び開き、フェリーは朝から運航する。',
  zh: '港口在四天的风暴之后重新开放，渡轮将从星期五早上开始恢复航行。',
  th: 'ท่าเรือเปิดอีกครั้งหลังพายุสี่วันและเรือข้ามฟากจะออกเดินทางตั้งแต่เช้าวันศุกร์ ',
  km: 'កំពង់ផែបានបើកឡើងវិញនៅថ្ងៃសុក្របន្ទាប់ពីព្យុះបួនថ្ងៃហើយសាឡាងនឹងចេញដំណើរ។',
  lo: 'ທ່າເຮືອໄດ້ເປີດອີກຄັ້ງໃນວັນສຸກຫຼັງຈາກພາຍຸສີ່ວັນ ',
  my: 'ဆိပ်ကမ်းသည် လေးရက်ကြာ မုန်တိုင်းအပြီး သောကြာနေ့တွင် ပြန်ဖွင့်သည်။',
}

describe('an excerpt', () => {
  it.each(Object.entries(SENTENCES))(
    'in %s has about 120 words, in paragraphs and in one block',
    (language, sentence) => {
      for (const body of [
        Array.from({ length: 80 }, () => sentence.trim()).join('\n\n'),
        sentence.repeat(80),
        `- ${sentence.repeat(40)}\n- ${sentence.repeat(40)}`,
      ]) {
        const { excerptHtml, contentHtml } = render(body, language)
        const { words } = countWords(textOf(excerptHtml.replaceAll('</p>', '</p> ')), language, 1000)
        expect(words).toBeGreaterThan(55)
        expect(words).toBeLessThanOrEqual(121)
        expect(excerptHtml.length).toBeLessThan(contentHtml.length / 3)
      }
    },
  )

  it('keeps the markup of a block that it cuts, and adds an ellipsis', () => {
    const { excerptHtml } = render(`He *said ${'word '.repeat(200)}it* and left.`)
    expect(excerptHtml).toMatch(/^<p>He <em>said (?:word ){117}word…<\/em><\/p>$/)
    expect(render(`${'One two three. '.repeat(100)}`).excerptHtml).toMatch(/three\.<\/p>$/)
  })

  it('does not stop at a first paragraph of one line', () => {
    const { excerptHtml } = render(`KIEL\n\n${'word '.repeat(500)}`)
    expect(countWords(textOf(excerptHtml.replace('</p>', '</p> ')), 'en', 1000).words).toBe(120)
  })

  it('does not cut a block when there is enough before it', () => {
    const { excerptHtml } = render(`${'word '.repeat(80)}\n\n${'other '.repeat(80)}`)
    expect(excerptHtml).not.toContain('other')
  })

  it.each([
    '<!--more-->',
    '<!-- more -->',
    '<!--more Go on-->',
    '<!-- truncate -->',
    '<!-- wp:more -->\n<!--more-->\n<!-- /wp:more -->',
  ])('ends at %s, and the text does not', (mark) => {
    const { excerptHtml, contentHtml } = render(`The *beginning*.\n\n${mark}\n\nThe rest.`)
    expect(excerptHtml).toBe('<p>The <em>beginning</em>.</p>')
    expect(contentHtml).toBe('<p>The <em>beginning</em>.</p><p>The rest.</p>')
    expect(render(`Write \`${mark.split('\n')[0]}\`.`).excerptHtml).toContain('Write <code>')
  })
})

describe('direction', () => {
  it('of an article written from right to left stands on its blocks', () => {
    const { contentHtml, excerptHtml } = render('سلام (2).\n\n<p dir="ltr">ABC</p>', 'ar')
    expect(contentHtml).toBe('<p dir="rtl">سلام (2).</p><p dir="ltr">ABC</p>')
    expect(excerptHtml).toBe(contentHtml)
    expect(render('Hello.', 'en').contentHtml).toBe('<p>Hello.</p>')
    expect(render('Salom.', 'az-Arab').contentHtml).toBe('<p dir="rtl">Salom.</p>')
  })
})

describe('Chinese and Japanese', () => {
  it('have no spaces where their source has ends of lines', () => {
    const { contentHtml, summary } = render('港が\n再開した。\n*船*\n出る `a\n港`', 'ja')
    expect(contentHtml).toContain('港が再開した。')
    expect(summary).toContain('港が再開した。')
    expect(render('**「港」**\n次の\n*行*\nは\n[船](x)', 'ja').contentHtml).not.toContain('\n')
    expect(render('*港*\nFerry\n*船*', 'ja').contentHtml).toContain('</em>\nFerry\n<em>')
  })
})
