import { styleText } from 'node:util'

/** How a text for people marks what matters; each function returns its text, styled or as it was. */
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
 * Colors for a stream: on a terminal only, and never where `NO_COLOR` is set (https://no-color.org) or the terminal
 * is `dumb`. `FORCE_COLOR` colors a pipe as well, unless it is 0; it yields to `NO_COLOR`.
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
