import type { Finding } from '../../finding.ts'
import { lines, type Markup, markup } from '../../pages/markup.ts'
import { count } from '../count.ts'
import {
  type CheckedDocument,
  type CheckForm,
  groupsOf,
  redirectText,
  verdictOf,
} from './checked-document.ts'
import { excerptOf, linesOf } from './excerpt.ts'

/** Maximum number of places shown for one finding. */
const PLACES_NAMED = 20

/** For people: a single self-contained page without scripts. */
export const html: CheckForm = {
  name: 'html',
  write: (checked) => {
    const names = checked.map(({ place }) => place).join(', ')
    return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Feed check: ${names}</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
pre { overflow-x: auto; padding: 0.5rem; background: color-mix(in srgb, currentColor 7%, transparent); }
mark { background: #ffd54d; color: #000; }
.error { color: #b3261e; } .warning { color: #8a5a00; }
@media (prefers-color-scheme: dark) { .error { color: #ff8a80; } .warning { color: #ffca66; } }
dt { font-weight: 600; } dd { margin: 0 0 0.25rem 1rem; }
article { border-top: 1px solid; padding-block: 0.5rem; }
</style>
</head>
<body>
<h1>Feed check</h1>
${checked.map(documentSection)}
</body>
</html>
`.source
  },
}

function documentSection(document: CheckedDocument): Markup {
  const { place, result, redirects } = document
  const { dialect, title, items, byteLength, findings } = result
  const text = linesOf(document.text)
  return markup`<section>
${lines(
  markup`<h2>${place}</h2>`,
  markup`<p>${dialect}${title === undefined ? '' : ` “${title}”`}, ${count(items, 'item')}, ${byteLength} bytes. <strong>${verdictOf(findings)}</strong></p>`,
  ...redirects.map((redirect) => markup`<p>${redirectText(redirect)}</p>`),
  ...groupsOf(findings).map((group) => article(group, text)),
)}
</section>`
}

function article(group: readonly [Finding, ...Finding[]], text: readonly string[]): Markup {
  const [{ severity, code, message, line, column = 1, got, expected, fix }] = group
  const excerpt = line === undefined ? undefined : excerptOf(text, line, column)
  const shown = group.slice(0, PLACES_NAMED)
  const places = shown.map((finding) => `${finding.line}:${finding.column ?? 1}`).join(', ')
  const more = group.length > shown.length ? ` and ${group.length - shown.length} more` : ''
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Where (line:column)', line === undefined ? undefined : `${places}${more}`],
    ['Got', got],
    ['Expected', expected],
    ['What to do', fix],
  ]
  return markup`<article>
${lines(
  markup`<h3><span class="${severity}">${severity}</span> ${code}</h3>`,
  markup`<p>${message}</p>`,
  excerpt === undefined
    ? undefined
    : markup`<pre>${excerpt.text.slice(0, excerpt.before)}<mark>${excerpt.text.slice(excerpt.before, excerpt.before + 1)}</mark>${excerpt.text.slice(excerpt.before + 1)}</pre>`,
  markup`<dl>
${facts.flatMap(([name, value]) => (value === undefined ? [] : markup`<dt>${name}</dt><dd>${value}</dd>`))}
</dl>`,
)}
</article>`
}
