import type { LintRule } from '../rule.ts'
import { child } from '../xml-tree.ts'

export const textInputInvalid: LintRule = {
  code: 'text-input-invalid',
  severity: 'error',
  paragraph: 'RSS 2.0, channel: textInput, name',
  summary: 'The name of a textInput is valid in a form: a letter, then letters, digits and . _ : -.',
  fix: 'Write the name of the field that the search page expects, or remove the textInput.',
  appliesTo: ['rss', 'rdf'],
  *check(document) {
    for (const input of document.named('textInput', 'textinput')) {
      const name = child(input, 'name')
      if (name !== undefined && !/^[a-zA-Z][\w.:-]*$/.test(name.text.trim()))
        yield {
          at: name.start,
          message: 'The name of the textInput is not valid in a form',
          got: name.text,
          expected: 'a letter, then letters, digits and . _ : -',
        }
    }
  },
}
