import type { MarkdownIt } from 'markdown-it'
import emoji from 'markdown-it-emoji/lib/data/full.mjs'

const TASK = /^\[([ xX])\][ \t]+/

/** `- [x] done` as on GitHub; the box is a character, because readers do not show forms. */
export function useTasks(markdown: MarkdownIt): void {
  markdown.core.ruler.before('inline', 'tasks', ({ tokens }) => {
    tokens.forEach((token, index) => {
      const inline = tokens[index + 2]
      if (
        token.type !== 'list_item_open' ||
        tokens[index + 1]?.type !== 'paragraph_open' ||
        inline === undefined
      )
        return
      inline.content = inline.content.replace(TASK, (_, mark: string) => (mark === ' ' ? '☐ ' : '☑ '))
    })
  })
}

const ALERT = /^\[!([a-z][a-z-]{1,30})\][+-]?[ \t]*([^\n]*)(?:\n|$)/i

/** `> [!NOTE]` of GitHub, with an optional title as in Obsidian: a quotation that begins with its kind or title. */
export function useAlerts(markdown: MarkdownIt): void {
  markdown.core.ruler.before('inline', 'alerts', (state) => {
    const { tokens } = state
    if (!tokens.some(({ type }) => type === 'blockquote_open')) return
    state.tokens = tokens.flatMap((token, index) => {
      const inline = tokens[index + 1]
      if (
        token.type !== 'paragraph_open' ||
        tokens[index - 1]?.type !== 'blockquote_open' ||
        inline === undefined
      )
        return [token]
      const [mark, kind = '', title = ''] = ALERT.exec(inline.content) ?? []
      if (mark === undefined) return [token]
      inline.content = inline.content.slice(mark.length)
      const head = new state.Token('inline', '', 0)
      head.content = `**${title.trim() === '' ? labelOf(kind) : title.trim()}**`
      head.children = []
      return [
        new state.Token('paragraph_open', 'p', 1),
        head,
        new state.Token('paragraph_close', 'p', -1),
        token,
      ]
    })
  })
}

/** Converts `NOTE` to `Note`. */
export function labelOf(kind: string): string {
  return kind.charAt(0).toUpperCase() + kind.slice(1).toLowerCase()
}

const EMOJI = /:([a-z0-9_+-]{1,50}):(?![\p{L}\p{N}:])/uy
const CODES: ReadonlyMap<string, string> = new Map(Object.entries(emoji))

/** `:tada:`, unless next to letters, digits or colons: `10:100:30` contains no emoji. */
export function useEmoji(markdown: MarkdownIt): void {
  markdown.inline.ruler.after('escape', 'emoji', (state, silent) => {
    if (state.src.charCodeAt(state.pos) !== 0x3a || /[\p{L}\p{N}:]/u.test(state.src.charAt(state.pos - 1)))
      return false
    EMOJI.lastIndex = state.pos
    const [whole = '', name = ''] = EMOJI.exec(state.src) ?? []
    const character = CODES.get(name)
    if (character === undefined) return false
    if (!silent) state.pending += character
    state.pos += whole.length
    return true
  })
}
