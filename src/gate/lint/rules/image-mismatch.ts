import type { LintRule } from '../rule.ts'
import { child } from '../xml-tree.ts'

export const imageMismatch: LintRule = {
  code: 'image-mismatch',
  severity: 'warning',
  paragraph: 'RSS 2.0, channel: image; RSS profile, image',
  summary: 'Title and link of the image are those of the channel.',
  fix: 'Copy title and link from the channel.',
  appliesTo: ['rss'],
  *check(document) {
    const image = child(document.channel, 'image')
    for (const name of ['title', 'link']) {
      const got = child(image, name)
      const expected = child(document.channel, name)?.text.trim()
      if (
        got !== undefined &&
        expected !== undefined &&
        got.text.trim() !== '' &&
        got.text.trim() !== expected
      )
        yield {
          at: got.start,
          message: `The image has another ${name} than the channel`,
          got: got.text,
          expected,
        }
    }
  },
}
