import type { RemarkOnText } from '../markdown/findings.ts'

const RANGE =
  /<suggestion-start\s+name="(deletion:[^"<>]*)"\s*(?:\/>|>(?:\s*<\/suggestion-start>)?)([\s\S]*?)<suggestion-end\s+name="\1"\s*(?:\/>|>(?:\s*<\/suggestion-end>)?)/g
const MARKS = /<\/?(?:suggestion|comment)-(?:start|end)(?:\s[^<>]*)?>/g

/**
 * `html` without the deletions that CKEditor tracks (`<suggestion-start name="deletion:…">` …), and without its marks of
 * comments and other suggestions, which have no text.
 */
export function withoutSuggestions(html: string, remark: RemarkOnText): string {
  if (!/<(?:suggestion|comment)-(?:start|end)\s/.test(html)) return html
  return html
    .replace(RANGE, (whole: string, _name: string, deleted: string) => {
      const got = deleted.replace(/<[^<>]*>/g, '').trim()
      if (got !== '') remark('desk-comment', { ...TRACKED, got }, whole.slice(0, whole.indexOf('"')))
      return ''
    })
    .replace(MARKS, '')
}

const TRACKED = {
  message: 'a tracked deletion is left out',
  fix: 'accept the suggestion in the editor, or delete the text from the file',
}
