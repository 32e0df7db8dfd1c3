import { describe, expect, it } from 'vitest'
import { renderBody } from '../../../src/article/body.ts'
import { article, media, SITE } from '../desk.ts'

const render = (body: string) => renderBody(article(`---\ntitle: T\n---\n${body}`), { site: SITE, media })
const html = (body: string) => render(body).contentHtml.replaceAll('\n', '')
const leftOut = (body: string) =>
  render(body)
    .findings.filter(({ code }) => code === 'template-left-out')
    .map(({ line, got }) => `${line} ${got}`)

describe('comments of Obsidian', () => {
  it.each([
    ['Ships %%ask Ann%% sail.', '<p>Ships  sail.</p>'],
    ['%%\nask Ann\n\nsoon\n%%\n\nShips sail.', '<p>Ships sail.</p>'],
    ['100%% of it and 50%% of that', '<p>100%% of it and 50%% of that</p>'],
    ['`%%time%%`', '<p><code>%%time%%</code></p>'],
    ['%% of it', '<p>%% of it</p>'],
    ['Ships sail.\n\n%%\nask Ann\n\nsoon', '<p>Ships sail.</p>'],
  ])('%j', (body, expected) => expect(html(body)).toBe(expected))
})

describe('comments of Obsidian with spaces inside or over several lines', () => {
  it.each([
    ['Ships %% ask Ann %% sail.', '<p>Ships  sail.</p>', 1],
    ['%% ask Ann %%\n\nShips sail.', '<p>Ships sail.</p>', 1],
    ['Ships %% ask %% and %% Ann, 100% %% sail %%soon%%.', '<p>Ships  and  sail .</p>', 2],
    ['Ships %% ask\nAnn %% sail.', '<p>Ships  sail.</p>', 1],
    ['Ships %%ask\nAnn%% sail.', '<p>Ships  sail.</p>', 1],
    ['%% ask\n\n```\nAnn\n```\n\nsoon %%\n\nShips sail.', '<p>Ships sail.</p>', 1],
    ['- Ships\n- %% ask `%%` Ann %%sail', '<ul><li>Ships</li><li>sail</li></ul>', 1],
    ['`a %% b` Ships %% ask Ann %% sail.', '<p><code>a %% b</code> Ships  sail.</p>', 1],
    ['Ships sail.\n\n%% ask Ann\n\nsoon %%  ', '<p>Ships sail.</p>', 1],
    ['In 2024 %% ask Ann %% ships %% soon %% sail.', '<p>In 2024  ships  sail.</p>', 2],
    ['100 %% sure, %% ask Ann %% sail.', '<p>100 %% sure,  sail.</p>', 1],
    ['100 %% sure, 50 %% of it, %% ask Ann %%.', '<p>100 %% sure, 50 %% of it, .</p>', 1],
    ['100 %% sure.', '<p>100 %% sure.</p>', 0],
    ['%% ask Ann soon %%', '', 1],
    ['It is 100 %% sure, and 50 %% of it.', '<p>It is 100 %% sure, and 50 %% of it.</p>', 0],
    ['The sign %% is one.\n\nAnd %% is.', '<p>The sign %% is one.</p><p>And %% is.</p>', 0],
    ['Of %% and `%%`.', '<p>Of %% and <code>%%</code>.</p>', 0],
    ['```\n%% a %%\n```', '<pre><code>%% a %%</code></pre>', 0],
    ['%% of it', '<p>%% of it</p>', 0],
  ])('%j', (body, expected, count) => {
    const { contentHtml, findings } = render(body)
    expect(contentHtml.replaceAll('\n', '')).toBe(expected)
    expect(findings.map(({ code }) => code)).toEqual(Array(count).fill('text-hidden'))
  })
})

describe('comments of MyST and LaTeX', () => {
  it.each([
    ['% ask Ann\n\nShips sail.', '<p>Ships sail.</p>', ['% ask Ann']],
    ['Ships.\n\n% ask Ann\n% soon\nShips sail.', '<p>Ships.</p><p>Ships sail.</p>', ['% ask Ann', '% soon']],
    ['Of all ships 12\n% sail.', '<p>Of all ships 12% sail.</p>', []],
    ['```\n\n% a\n```', '<pre><code>% a</code></pre>', []],
    ['100 % of it', '<p>100 % of it</p>', []],
  ])('%j', (body, expected, got) => {
    const { contentHtml, findings } = render(body)
    expect(contentHtml.replaceAll('\n', '')).toBe(expected)
    expect(findings.map(({ code, got: text }) => [code, text])).toEqual(
      got.map((text) => ['text-hidden', text]),
    )
  })
})

describe('comments of AsciiDoc, Org and reStructuredText', () => {
  it.each([
    ['Ships.\n\n////\nask Ann\n\nsoon\n////\n\nsail.', '<p>Ships.</p><p>sail.</p>', 1],
    ['Ships.\n\n#+BEGIN_COMMENT\nask Ann\n#+END_COMMENT\n\nsail.', '<p>Ships.</p><p>sail.</p>', 1],
    ['Ships.\n\n#+begin_comment\nask Ann\n#+end_comment\nsail.', '<p>Ships.</p><p>sail.</p>', 1],
    ['.. ask Ann\n   soon\n\nShips sail.', '<p>Ships sail.</p>', 1],
    ['Ships\n.. sail.', '<p>Ships.. sail.</p>', 0],
    ['```\n\n.. ask\n\n////\nAnn\n////\n```', '<pre><code>.. ask////Ann////</code></pre>', 0],
    ['Ships.\n\n////\nsail.', '<p>Ships.</p><p>////sail.</p>', 0],
  ])('%j', (body, expected, count) => {
    const { contentHtml, findings } = render(body)
    expect(contentHtml.replaceAll('\n', '')).toBe(expected)
    expect(findings.map(({ code }) => code)).toEqual(Array(count).fill('text-hidden'))
  })
})

describe('text between a mark without an end and the end of the text', () => {
  it.each([
    '{{< private >}}\nask Ann\n\nsoon',
    '{{% hidden %}}\nask Ann',
    '{{< comment >}}\nask Ann',
    '{% comment %}\nask Ann',
  ])('is left out: %j', (mark) => {
    const { contentHtml, findings } = render(`Ships sail.\n\n${mark}`)
    expect(contentHtml).toBe('<p>Ships sail.</p>')
    expect(findings).toMatchObject([{ code: 'text-hidden', line: 6 }])
  })

  it.each(['{{< private />}}', '{{< comment id="12" >}}'])(
    'is published if the mark needs none: %s',
    (mark) => expect(html(`${mark}\n\nShips sail.`)).toBe('<p>Ships sail.</p>'),
  )
})

describe('tokens of a CMS', () => {
  it.each([
    ['Ships {loadposition a} sail{loadmoduleid 12}.', '<p>Ships  sail.</p>', 2],
    ['{emailcloak=off}Ships {source}<?php a ?>{/source}sail.', '<p>Ships sail.</p>', 2],
    ['Ships [[nid:123]]sail [[{"fid":"1","attributes":{"a":[1]}}]].', '<p>Ships sail .</p>', 1],
    ['Ships [[$chunk]]sail [[!snippet? &a=`1`]].', '<p>Ships sail .</p>', 1],
    ['`{loadposition a}` and {load} of [[x]]', '<p><code>{loadposition a}</code> and {load} of [[x]]</p>', 0],
  ])('are left out: %j', (body, expected, count) => {
    expect(html(body)).toBe(expected)
    expect(leftOut(body)).toHaveLength(count)
  })
})

describe('marks of AsciiDoc, TYPO3, Org and reStructuredText', () => {
  it.each([
    'Ships{reg} sail.',
    'Ships ###TEASER### sail.',
    '.. note:: Ships sail.',
    '#+TITLE: Ships',
    '// ask Ann',
  ])('are reported: %s', (body) => expect(render(body).findings).toMatchObject([{ code: 'markup-unread' }]))

  it.each(['`{reg}` and `###A_B###`', 'Ships ### sail.', '#+1 for ships', 'See https://a.example//b.'])(
    'are none: %s',
    (body) => expect(render(body).findings).toEqual([]),
  )
})

describe('spoilers', () => {
  it.each(['It was ||the butler||.', 'It was >!the butler!<.'])('are reported: %s', (body) =>
    expect(render(body).findings).toMatchObject([{ code: 'markup-unread' }]),
  )
  it.each(['a || b || c', '`||a||`', '| a || b |\n|---|---|---|\n| c || d |'])('are not %j', (body) =>
    expect(render(body).findings).toEqual([]),
  )
})

describe('comments and deletions of Pandoc', () => {
  it('are left out', () =>
    expect(
      html(
        'Ships [ask Ann]{.comment-start id="1"}[may]{.deletion author="A"}[will]{.insertion author="A"} sail.',
      ),
    ).toBe('<p>Ships will sail.</p>'))
})

describe('CriticMarkup', () => {
  it.each([
    ['Ships {>>ask {Ann}<<}sail.', '<p>Ships sail.</p>', ['ask {Ann}']],
    ['Ships {--may--} sail.', '<p>Ships  sail.</p>', ['may']],
    ['Ships {~~may~>will~~} sail.', '<p>Ships will sail.</p>', ['may']],
    ['Ships {++will *not*++}{==sail==}{>>really?<<}.', '<p>Ships will <em>not</em>sail.</p>', ['really?']],
    [
      '`{--a--}` and {--flag} or {--} to {--}',
      '<p><code>{--a--}</code> and {--flag} or {--} to {--}</p>',
      [],
    ],
    ['<pre>\n{++a++} {--b--} [b]c[/b]\n</pre>', '<pre>{++a++} {--b--} [b]c[/b]\n</pre>', []],
    [
      'Write <code>{>>a<<}</code>{>>ask Ann<<}.',
      '<p>Write <code>{&gt;&gt;a&lt;&lt;}</code>.</p>',
      ['ask Ann'],
    ],
    ['<!-- <code> -->\n\n{>>ask Ann<<}<code>a</code>', '<p><code>a</code></p>', ['ask Ann']],
    [
      '`<code>` {>>ask Ann<<}`</code>`',
      '<p><code>&lt;code&gt;</code> <code>&lt;/code&gt;</code></p>',
      ['ask Ann'],
    ],
  ])('%j', (body, expected, got) => {
    const { contentHtml, findings } = render(body)
    expect(contentHtml).toBe(expected)
    expect(findings.map((finding) => [finding.code, finding.got])).toEqual(
      got.map((text) => ['desk-comment', text]),
    )
  })
})

describe('comments that Markdown would show', () => {
  it.each([
    ['Ships <!-- ask\n\nAnn --> sail.', '<p>Ships  sail.</p>'],
    ['Ships <!-- ask\nAnn\n\nsail.', '<p>Ships</p><p>sail.</p>'],
    ['<!— ask Ann —>\n\nShips sail.', '<p>Ships sail.</p>'],
    ['<code><!– a –></code> <!– ask Ann –>sail.', '<p><code>&lt;!– a –&gt;</code> sail.</p>'],
    ['<!–- ask *Ann* -–> Ships sail.', '<p>Ships sail.</p>'],
    ['<!- ask Ann -> Ships sail.', '<p>Ships sail.</p>'],
    ['<!-- ask —> Ships sail. <!-- Ann -->', '<p>Ships sail. </p>'],
  ])('%j', (body, expected) => {
    const { contentHtml, findings } = render(body)
    expect(contentHtml).toBe(expected)
    expect(findings).toMatchObject([{ code: 'text-hidden' }])
  })

  it.each([
    ['Ships <!-- a —> b\nc --> sail.', '<p>Ships  sail.</p>'],
    ['`<!— ask —>` and `<!- a ->`', '<p><code>&lt;!— ask —&gt;</code> and <code>&lt;!- a -&gt;</code></p>'],
    ['a <!-b> c', '<p>a &lt;!-b&gt; c</p>'],
    ['<!— a dash', '<p>&lt;!— a dash</p>'],
  ])('do not include %j', (body, expected) => {
    expect(html(body)).toBe(expected.replaceAll('\n', ''))
    expect(render(body).findings).toEqual([])
  })
})

describe('attribute lists that hide', () => {
  it.each([
    ['SECRET words\n{: style="display:none" }\n\nShips sail.'],
    ['SECRET words\n{: hidden="hidden" }\n\nShips sail.'],
    ['## SECRET {style="display: none"}\n\nShips sail.'],
    ['[SECRET]{style="visibility:hidden"}\n\nShips sail.'],
    ['[SECRET]{.hidden}\n\nShips sail.'],
    ['SECRET words\n{: #a .d-none }\n\nShips sail.'],
    ['::: {#a .hidden}\nSECRET\n:::\n\nShips sail.'],
    ['::: hidden\nSECRET\n:::\n\nShips sail.'],
    [':::: {style="display:none"}\n::: note\nSECRET\n:::\n::::\n\nShips sail.'],
    ['::: content-hidden\nSECRET\n:::\n\nShips sail.'],
    ['::: {.content-visible when-format="pdf"}\nSECRET\n:::\n\nShips sail.'],
    ['::: {.content-visible unless-format="html"}\nSECRET\n:::\n\nShips sail.'],
    ['::: {.content-hidden when-format="html:js"}\nSECRET\n:::\n\nShips sail.'],
    ['Ships sail. [SECRET]{.content-visible when-profile="paid"}'],
  ])('%j', (body) => {
    const { contentHtml, findings } = render(body)
    expect(contentHtml).not.toContain('SECRET')
    expect(contentHtml).toContain('Ships sail.')
    expect(findings.map(({ code }) => code)).toEqual(['text-hidden'])
  })

  it.each([
    'Ships sail.\n{: .hidden-sm }',
    '::: {#fig-a}\nShips sail.\n:::',
    '::: {.content-visible when-format="html"}\nShips sail.\n:::',
    '::: {.content-hidden when-format="pdf"}\nShips sail.\n:::',
    '::: {.content-hidden unless-format="html"}\nShips sail.\n:::',
    'Ships sail.\n{: style="color:red" }',
    'Ships sail.\n{: hidden="until-found" }',
  ])('do not include %j', (body) => expect(render(body).contentHtml).toContain('Ships sail.'))
})

describe('shortcodes with an end', () => {
  it.each([
    ['[vc_row][vc_column]Ships sail.[/vc_column][/vc_row]', 'Ships sail.'],
    ['[dropcap]S[/dropcap]hips [su_quote]sail[/su_quote].', 'Ships sail.'],
    ['[box type="info"]Ships [i]sail[/i].[/box]', 'Ships sail.'],
    ['Ships [sic] [note] sail [a][b] [a b="c"][b].\n\n[b]: /x', 'Ships [sic] [note] sail a a b="c".'],
    ['`[b]a[/b]` and [/b] end', '[b]a[/b] and [/b] end'],
    ['Use [b] and [/b] to make text bold.', 'Use [b] and [/b] to make text bold.'],
  ])('%j', (body, text) => {
    const { contentHtml } = render(body)
    expect(contentHtml.replace(/<[^>]*>/g, '').replaceAll('&quot;', '"')).toBe(text)
  })

  it('are reported, and an address in them is kept', () => {
    const body = '[button url="https://x.example/"]Sail[/button]\n\n[pullquote]Ships[/pullquote]'
    expect(html(body)).toBe('<p><a href="https://x.example/">https://x.example/</a>Sail</p><p>Ships</p>')
    expect(leftOut(body)).toEqual(['6 [pullquote]'])
  })
})

describe('shortcodes whose content is not for readers', () => {
  it.each([
    ['Ships {{% comment %}}SECRET{{% /comment %}}sail.', []],
    ['Ships {{< private >}}\n\nSECRET {{< x >}}\n\n{{< /private >}}sail.', ['SECRET {{< x >}}']],
  ])('%j', (body, got) => {
    expect(html(body)).toBe('<p>Ships sail.</p>')
    expect(render(body).findings.map((finding) => [finding.code, finding.got])).toEqual(
      got.map((text) => ['text-hidden', text]),
    )
  })
})

describe('remains of templates', () => {
  it.each([
    [
      '[caption id="a" width="3"]![A](https://x.example/a.png) Boats at *dawn*[/caption]',
      '<figure><img src="https://x.example/a.png" alt="A"> <figcaption>Boats at <em>dawn</em></figcaption></figure>',
    ],
    [
      '[caption caption="Boats"]<img src="https://x.example/a.png" alt="A">[/caption]',
      '<figure><img src="https://x.example/a.png" alt="A"> <figcaption>Boats</figcaption></figure>',
    ],
    [
      '{{< figure src="https://x.example/a.png" alt="A" caption="Boats" >}}',
      '<figure><img src="https://x.example/a.png" alt="A"> <figcaption>Boats</figcaption></figure>',
    ],
    [
      '{% embed https://x.example/a?b=1 %}',
      '<p><a href="https://x.example/a?b=1">https://x.example/a?b=1</a></p>',
    ],
    ['[guide]({{ site.baseurl }}/guide/)', '<p><a href="https://example.org/guide/">guide</a></p>'],
    [
      '[guide]({{ site.url }}{{ site.baseurl }}/guide/)',
      '<p><a href="https://example.org/guide/">guide</a></p>',
    ],
    [
      '[ask](mailto:desk@example.org?subject={{ "News (all) tips" | urlencode }})',
      '<p><a href="mailto:desk@example.org?subject=News%20%28all%29%20tips">ask</a></p>',
    ],
    ["[guide]({{ '/guide/' | relative_url }})", '<p><a href="https://example.org/guide/">guide</a></p>'],
    ['{% raw %}`{{ x }}`{% endraw %}', '<p><code>{{ x }}</code></p>'],
    ['```\n{% raw %}\n{{ x }}\n{% endraw %}\n```', '<pre><code>{{ x }}</code></pre>'],
    ['`{{ x }}` and `[caption]`', '<p><code>{{ x }}</code> and <code>[caption]</code></p>'],
    ['{% highlight js %}\na({{ b }})\n{% endhighlight %}', '<pre><code>a({{ b }})</code></pre>'],
    ['[code]\n*a*\n[/code]', '<pre><code>*a*</code></pre>'],
    ['{{</* figure */>}}', '<p><code>{{&lt; figure &gt;}}</code></p>'],
    ['[embed]https://x.example/v[/embed]', '<p><a href="https://x.example/v">https://x.example/v</a></p>'],
    ['a {# todo #}{/* todo */}b', '<p>a b</p>'],
    ['{% comment %}not yet{% endcomment %}b', '<p>b</p>'],
    ["import A from './a'\n\nText.", '<p>Text.</p>'],
    [
      'A [link](/x), [one][two], [video] and [x] {a}\n\n[two]: /y',
      '<p>A <a href="https://example.org/x">link</a>, <a href="https://example.org/y">one</a>, [video] and [x] {a}</p>',
    ],
    ['Import duties from China', '<p>Import duties from China</p>'],
  ])('are replaced by the text that they contain: %j', (source, expected) => {
    expect(html(source)).toBe(expected)
    expect(leftOut(source)).toEqual([])
  })

  it.each([
    ['[list]({% post_url 2009-10-01-list %})', '<p>list</p>', '4 {% post_url %}'],
    ['<a href="{{ page.url }}">here</a>', '<p>here</p>', '4 {{ page.url }}'],
    ['A.\n\n{% include map.html id="a" %}', '<p>A.</p>', '6 {% include %}'],
    ['A. {{ x }} B. {{ x }}', '<p>A.  B.</p>', '4 {{ x }}'],
    ['{% if site.draft %}Secret {{ x }}{% endif %}A.', '<p>A.</p>', '4 {% if %}'],
    ['{% box %}A **b**{% endbox %}', '<p>A <strong>b</strong></p>', '4 {% box %}'],
    ['{{< box >}}A{{< /box >}}', '<p>A</p>', '4 {{< box >}}'],
    ['{{% box %}}A{{% /box %}}', '<p>A</p>', '4 {{< box >}}'],
    ['A [poll id="4" title="x"] B', '<p>A  B</p>', '4 [poll]'],
    ['<Chart data={[{a: 1}]} />\n\nA.', '<p>A.</p>', '4 <Chart>'],
    ['<Tabs>\n\n**a**\n\n</Tabs>', '<p><strong>a</strong></p>', '4 <Tabs>'],
    ['A <%= title %>.', '<p>A .</p>', '4 <%'],
  ])('that would have to be run are removed: %j', (source, expected, remark) => {
    expect(html(source)).toBe(expected)
    expect(leftOut(source)).toEqual([remark])
    expect(render(source).summary).not.toMatch(/\{\{|\{%|unknown:/)
    expect(render(source).findings).toHaveLength(1)
  })

  it('are processed in time linear in the length of the input', () => {
    for (const unit of [
      '{% a ',
      '{{ ',
      '{% if %}',
      '{% raw %}',
      '<A ',
      '<Aa b={',
      '[caption ',
      '[a b="',
      '[caption]',
      '{{< a >}}',
      '`',
      '``a`',
      '<%',
    ])
      expect(typeof html(unit.repeat(20_000 / unit.length)), unit).toBe('string')
  })
})
