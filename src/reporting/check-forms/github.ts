import type { Finding } from '../../finding.ts'
import { bySeverity, type CheckForm } from './checked-document.ts'

/** For GitHub Actions: workflow commands, which become annotations of lines. */
export const github: CheckForm = {
  name: 'github',
  write: (checked) =>
    checked
      .flatMap(({ place, result }) => bySeverity(result.findings).map((finding) => command(place, finding)))
      .join(''),
}

function command(place: string, { severity, code, message, line, column, fix }: Finding): string {
  const properties = { file: place, line, col: column, title: code }
  const listed = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${escapedProperty(String(value))}`],
  )
  return `::${severity} ${listed.join(',')}::${escapedData(fix === undefined ? message : `${message}\n${fix}`)}\n`
}

/** Escaped for the runner: an unescaped line feed would begin another command. */
const escapedData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const escapedProperty = (text: string): string =>
  escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
