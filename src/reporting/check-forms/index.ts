import type { CheckForm } from './checked-document.ts'
import { github } from './github.ts'
import { html } from './html.ts'
import { json } from './json.ts'
import { line } from './line.ts'
import { sarif } from './sarif.ts'
import { text } from './text.ts'

/** Every form in which `check` can say what it found; the first is the usual one. */
export const checkForms: readonly [CheckForm, ...CheckForm[]] = [text, json, line, github, sarif, html]

export { type CheckedDocument, type CheckForm, NO_DOCUMENT } from './checked-document.ts'
export { html }
