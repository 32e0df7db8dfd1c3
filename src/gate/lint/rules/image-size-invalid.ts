import type { LintRule } from '../rule.ts'
import { isWholeNumber } from '../value-forms.ts'
import { child, children } from '../xml-tree.ts'

export const imageSizeInvalid: LintRule = {
  code: 'image-size-invalid',
  severity: 'error',
  paragraph: 'RSS 2.0, channel: image (maximum width 144, height 400)',
  summary: 'The stated size of the image is at most 144 by 400 pixels.',
  fix: 'Write the actual size of such a small picture, or omit width and height.',
  appliesTo: ['rss'],
  *check(document) {
    for (const image of children(document.channel, 'image'))
      for (const [name, most] of [
        ['width', 144],
        ['height', 400],
      ] as const) {
        const size = child(image, name)
        if (
          size !== undefined &&
          (!isWholeNumber(size.text) || Number(size.text) < 1 || Number(size.text) > most)
        )
          yield {
            at: size.start,
            message: `The ${name} of the image is not possible`,
            got: size.text,
            expected: `1 to ${most}`,
          }
      }
  },
}
