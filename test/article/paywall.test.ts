import { describe, expect, it } from 'vitest'
import { fileAt } from '../../src/article/article-kind.ts'
import { renderBody } from '../../src/article/body.ts'
import { parseArticle } from '../../src/article/parse.ts'
import { CONTEXT, media } from './desk.ts'

const read = (body: string, front = '') =>
  parseArticle(
    fileAt('world/a.md', new TextEncoder().encode(`---\ntitle: T\ndate: 2024-02-02\n${front}---\n${body}`)),
    CONTEXT,
    media,
  )

const MARKS = [
  '<!--members-only-->',
  '<!-- Members only -->',
  '<!-- paywall -->',
  '<!--paid-members-only-->',
  '<!-- wp:jetpack/paywall -->',
  '<!-- wp:jetpack/paywall {"lock":{"move":true}} /-->',
  '<!-- wp:premium-content/container {"planId":1} -->',
  '<!-- wp:woocommerce-memberships/member-content -->',
  '<!-- wp:pmpro/membership {"levels":["1"]} -->',
  '[members_only]',
  '[mepr-show rules="4"]',
  '[restrict paid="true"]',
  '{{< paywall >}}',
  '{% if subscriber.subscriber_type == "premium" %}',
  '<MembersOnly plan="a">',
  '<div class="paywall">',
  "<section id=x class='story paywall'>",
  '<div class="paywall-jump" data-component-name="PaywallToDOM">',
  '<section subscriptions-section="content">',
  '<!--steady-paywall-->',
  '<div id="steady_paywall" data-x>',
  '<!--kg-gated-block:begin nonMember:false memberSegment:"status:free" -->',
  '[is_logged_in]',
  '[arm_restrict_content plan="1"]',
  '[private role="editor"]',
  '{{< members >}}',
  '<p class="members-only">',
  '<!-- paywall_break -->',
  '<hr class="paywall-break">',
  '{{paywall_break}}',
  '<!-- piano:begin -->',
  '<div class="x tp-container-inner">',
  '<div data-poool-mode="hide" data-poool="80">',
  '<div id="poool-widget">',
  '<div class="poool-content">',
  '[leaky-paywall]',
  '<div class="leaky_paywall_message_wrap">',
  '<div itemprop="hasPart" class="paywalled-content">',
  '[wcm_content_restricted]',
  '[patreon_membership level="1"]',
]

describe('a paywall mark', () => {
  it.each(MARKS)('%s also ends a stated summary', (mark) => {
    const summary = JSON.stringify(`Open words. ${mark} Paid words.`)
    const parsed = read('Text.', `summary: ${summary}\n`)
    expect(parsed).toMatchObject({ value: { summary: 'Open words.' } })
    expect(parsed.findings.map(({ code }) => code)).toContain('paywall-mark')
  })

  it.each(MARKS)('%s ends it and is reported with its line', (mark) => {
    for (const text of [
      `Free.\n\n${mark}\n\nPaid.`,
      `Free.\n\n<p>Free.</p>\n${mark}Paid.`,
      `Free. ${mark} Paid.`,
    ]) {
      const { value, findings } = read(text)
      expect(value?.body.text).not.toContain('Paid')
      expect(value?.body.text).toMatch(/^Free\./)
      const line = text.slice(0, text.indexOf(mark)).split('\n').length + 4
      expect(findings).toMatchObject([{ code: 'paywall-mark', severity: 'warning', line }])
    }
  })

  it.each(MARKS)('%s is text in code', (mark) => {
    for (const text of [
      `Write \`${mark}\` there.`,
      `    ${mark}\n\nThere.`,
      `\`\`\`\n${mark}\n\`\`\`\nThere.`,
    ]) {
      const { value, findings } = read(text)
      expect(value?.body.text).toContain('here.')
      expect(findings).toEqual([])
    }
  })

  it.each(['::: members\nPaid.\n:::', '::: {.premium-content}\nPaid.\n:::'])(
    'that is a pair ends it: %s',
    (mark) => {
      const { value, findings } = read(`Free.\n\n${mark}\n\nPaid.`)
      expect(value?.body.text).toBe('Free.')
      expect(findings).toMatchObject([{ code: 'paywall-mark', line: 7 }])
      expect(read(`Free.\n\n\`\`\`\n${mark}\n\`\`\`\n`).findings).toEqual([])
    },
  )

  it.each([
    '[private]Paid.[/private]',
    '[Member]\nPaid [a](b).\n[/Member]',
    '[memberful]Paid. [memberful id="2"]Paid.[/memberful] Paid.[/memberful]',
    '[leaky_paywall_content]Paid.[/leaky_paywall_content]',
    '<!--kg-gated-block:begin nonMember:false memberSegment:"status:free"-->\nPaid.\n<!--kg-gated-block:end-->',
  ])('that is a shortcode or gated block with an end is left out alone: %s', (mark) => {
    const { value, findings } = read(`Free.\n\n${mark}\n\nMore.\n\n${mark}`)
    expect(value?.body.text).toMatch(/^Free\.\n+More\.\n+$/)
    expect(findings).toMatchObject([{ code: 'paywall-mark', line: 7 }])
    // The lines of later findings stay right.
    expect(value?.body.text.slice(0, value.body.text.indexOf('More.')).split('\n')).toHaveLength(
      4 + mark.split('\n').length,
    )
    expect(read(`Free.\n\n\`\`\`\n${mark}\n\`\`\`\n`).findings).toEqual([])
  })

  it.each(MARKS)('%s is none in a comment of Obsidian, which is left out', (mark) => {
    for (const comment of [`%% ${mark} here? %%`, `%%\n${mark}\n%%`]) {
      const text = `Free.\n\n${comment}\n\nMore.`
      const { value, findings } = read(text)
      expect(findings).toEqual([])
      const rendered = value && renderBody(value, { site: CONTEXT.site, media })
      expect(rendered?.contentHtml).toBe('<p>Free.</p><p>More.</p>')
      expect(read(`${text}\n\n${mark}\n\nPaid.`).value?.body.text).not.toContain('Paid.')
    }
    expect(read(`100 %% ${mark} Paid.`).value?.body.text).not.toContain('Paid.')
  })

  it('ends the text if a shortcode within it has no end', () => {
    const { value } = read('Free.\n\n[memberful]Paid.[memberful]Paid.[/memberful]\n\nPaid.')
    expect(value?.body.text).toBe('Free.')
  })

  it.each(MARKS.filter((mark) => !/^<[a-z]/i.test(mark)))('%s is text in the elements of code', (mark) => {
    const { value, findings } = read(
      `Write <code>${mark}</code> or\n<kbd>${mark}</kbd>.\n\n<pre>\n${mark}\n</pre>\n\nThere.`,
    )
    expect(value?.body.text).toContain('There.')
    expect(findings).toEqual([])
  })

  it.each(MARKS.filter((mark) => /^<[a-z]/i.test(mark)))(
    '%s is an element in the elements of code, where only its escaped form is text',
    (mark) => {
      for (const [before, after] of [
        ['<pre>', '</pre>'],
        ['<pre><code>', '</code></pre>'],
        ['Write <code>', '</code>'],
      ]) {
        const { value, findings } = read(`Free.\n\n${before}${mark}Paid.${after}\n`)
        expect(value?.body.text).not.toContain('Paid.')
        expect(findings.map(({ code }) => code)).toContain('paywall-mark')
        const escaped = read(
          `${before}${mark.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}${after}\n\nFree.`,
        )
        expect(escaped.value?.body.text).toContain('Free.')
        expect(escaped.findings.filter(({ code }) => code === 'paywall-mark')).toEqual([])
      }
    },
  )

  it.each([
    '<code>a\n\n<div class="paywall">\nPaid.\n</div>\n\n<code>b</code>',
    '<code>a\n\n[memberful]\n\nPaid. <code>b</code>',
    '<code>a <code> [memberful] Paid. <code>b</code>',
    'a <kbd>b\n\n<!--members-only-->\n\nPaid.</kbd>',
    '<p><code>a</p><!--members-only--><p>Paid. <code>b</code></p>',
    '<pre>a\n\n<p>b</p>\n\n[memberful]\n\nPaid.\n\n<pre>c</pre>',
  ])('counts after an element of code without an end: %j', (text) => {
    const { value, findings } = read(`Free.\n\n${text}\n`)
    expect(value?.body.text).not.toContain('Paid.')
    expect(findings.map(({ code }) => code)).toContain('paywall-mark')
  })

  it.each(['pre', 'code', 'kbd', 'samp'])('also is an element of code: %s', (name) => {
    const { value, findings } = read(`Open.\n\n<${name} class="members-only">Paid.</${name}>\n`)
    expect(findings.map(({ code }) => code)).toContain('paywall-mark')
    expect(value?.body.text).not.toContain('Paid.')
  })

  it('is recognized in the text if the same text is in code before it', () => {
    const { value, findings } = read('Write `<!--paywall-->` so.\n\n<!--paywall-->\n\nPaid.')
    expect(value?.body.text).toBe('Write `<!--paywall-->` so.')
    expect(findings).toMatchObject([{ line: 7, column: 1 }])
  })

  it.each([
    '<!--more-->',
    '<!-- wp:paragraph -->',
    '<!-- wp:jetpack/subscriptions /-->',
    '<!-- paid photo, check the licence -->',
    '[membership](/join/)',
    '[premium]: https://example.org/',
    '<p class="no-paywall">',
    '<!-- no-paywall -->',
    '<!-- non-members-only -->',
    '<!-- end-paywall -->',
    '<!--kg-gated-block:begin nonMember:true memberSegment:"" -->',
    'The [private] letter and the [member] for Leith.',
    '::: note\nmembers\n:::',
    'The paywall and members-only [sic] texts.',
    '[restrict what `#[on_unimplemented]` accepts](https://example.org/1)',
  ])('is not %s', (text) => {
    const { value, findings } = read(`${text}\n\nFree.`)
    expect(value?.body.text).toContain('Free.')
    expect(findings).toEqual([])
  })

  it.each(['audience: members\n', 'visibility: members\n'])(
    'does not cut an article that only its audience gets: %s',
    (front) => {
      const { value, findings } = read('Free.\n\n<!--members-only-->\n\nPaid.', front)
      expect(value?.body.text).toContain('Paid.')
      expect(findings.filter(({ code }) => code === 'paywall-mark')).toEqual([])
      const rendered = value && renderBody(value, { site: CONTEXT.site, media })
      expect(rendered).toMatchObject({ contentHtml: '<p>Free.</p><p>Paid.</p>', teaser: 'Free.' })
    },
  )

  it('and without one nothing of the text is public', () => {
    const { value } = read('Paid.', 'audience: members\n')
    expect(value && renderBody(value, { site: CONTEXT.site, media }).teaser).toBe('')
  })
})
