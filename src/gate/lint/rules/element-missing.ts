import type { LintRule } from '../rule.ts'
import { child } from '../xml-tree.ts'

/** Required children of an element, except those with rules of their own. */
const REQUIRED: readonly (readonly [string, readonly string[]])[] = [
  ['skipDays', ['day']],
  ['skipHours', ['hour']],
  ['textInput', ['title', 'description', 'name', 'link']],
  ['opml', ['head']],
  ['itunes:owner', ['itunes:email']],
]

export const elementMissing: LintRule = {
  code: 'element-missing',
  severity: 'error',
  paragraph: 'RSS 2.0, skipHours, skipDays and textInput; OPML 2.0, head; Apple, itunes:owner',
  summary: 'An element contains its required parts.',
  fix: 'Add what is missing, or remove the whole element.',
  appliesTo: ['rss', 'opml'],
  *check(document) {
    for (const [parent, names] of REQUIRED)
      for (const element of document.named(parent))
        for (const name of names)
          if (child(element, name) === undefined)
            yield { at: element.start, message: `<${parent}> has no <${name}>`, expected: `a <${name}>` }
  },
}
