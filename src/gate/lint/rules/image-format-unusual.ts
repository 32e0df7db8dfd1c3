import type { LintRule } from '../rule.ts'
import { child } from '../xml-tree.ts'

export const imageFormatUnusual: LintRule = {
  code: 'image-format-unusual',
  severity: 'warning',
  paragraph: 'RSS 2.0, channel: image, url (GIF, JPEG or PNG); W3C validator, ImageUrlFormat',
  summary: 'The image of the channel is a GIF, JPEG or PNG.',
  fix: 'Provide the picture as PNG or JPEG.',
  appliesTo: ['rss'],
  *check(document) {
    for (const image of document.named('image')) {
      const url = child(image, 'url')
      if (url !== undefined && /\.(?:bmp|tiff?|ico|psd|eps|pdf)(?:[?#]|$)/i.test(url.text.trim()))
        yield {
          at: url.start,
          message: 'Feed readers do not show this image format',
          got: url.text,
          expected: 'PNG, JPEG or GIF',
        }
    }
  },
}
