import type { CheckForm } from './checked-document.ts'
import { github } from './github.ts'
import { html } from './html.ts'
import { json } from './json.ts'
import { line } from './line.ts'
import { sarif } from './sarif.ts'
import { text } from './text.ts'

/** All output formats of `check`; the first is the default. */
export const checkForms: readonly [CheckForm, ...CheckForm[]] = [text, json, line, github, sarif, html]

export { type CheckedDocument, type CheckForm, NO_DOCUMENT } from './checked-document.ts'
export { html }
