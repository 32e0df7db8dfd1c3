import { styleText } from 'node:util'

/** Styles for text; each function returns its text, styled or unchanged. */
export interface Colors {
  error(text: string): string
  warning(text: string): string
  note(text: string): string
  fix(text: string): string
  strong(text: string): string
}

const asIs = (text: string): string => text

export const noColors: Colors = { error: asIs, warning: asIs, note: asIs, fix: asIs, strong: asIs }

/**
 * Colors for a stream: only on a terminal, and not if `NO_COLOR` is set (https://no-color.org) or the terminal is
 * `dumb`. `FORCE_COLOR`, unless it is 0, enables colors for pipes; `NO_COLOR` takes precedence.
 */
export function colorsFor(
  stream: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): Colors {
  const { NO_COLOR, FORCE_COLOR, TERM } = env
  if (NO_COLOR !== undefined && NO_COLOR !== '') return noColors
  const isForced = FORCE_COLOR !== undefined && FORCE_COLOR !== '' && FORCE_COLOR !== '0'
  const isOff = FORCE_COLOR === '0' || TERM === 'dumb' || stream.isTTY !== true
  if (isOff && !isForced) return noColors
  const style = (format: Parameters<typeof styleText>[0]) => (text: string) =>
    styleText(format, text, { validateStream: false })
  return {
    error: style(['bold', 'red']),
    warning: style('yellow'),
    note: style('blue'),
    fix: style('cyan'),
    strong: style('bold'),
  }
}
