import { wrongAttribute } from '../missing-parts.ts'
import type { LintRule } from '../rule.ts'
import { isWholeNumber } from '../value-forms.ts'

export const mediaNumberInvalid: LintRule = {
  code: 'media-number-invalid',
  severity: 'error',
  paragraph: 'Media RSS 1.5.1, media:content and media:thumbnail',
  summary: 'fileSize, width, height, duration and the other measures are numbers.',
  fix: 'Write digits only: bytes, pixels, seconds.',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    const sized = document.named('media:content', 'media:thumbnail', 'media:player')
    const isPositive = (value: string) => value === '' || (isWholeNumber(value) && Number(value) > 0)
    for (const name of ['fileSize', 'width', 'height'])
      yield* wrongAttribute(document, sized, name, isPositive, 'a positive whole number')
    for (const name of ['duration', 'bitrate', 'framerate', 'samplingrate', 'channels'])
      yield* wrongAttribute(
        document,
        document.named('media:content'),
        name,
        (value) => /^\d+(?:\.\d+)?$/.test(value.trim()),
        'a number',
      )
  },
}
