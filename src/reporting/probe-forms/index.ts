import { checkForms } from '../check-forms/index.ts'
import type { Colors } from '../colors.ts'
import { probeJson } from './probe-json.ts'
import { asChecked, type ProbeReport } from './probe-report.ts'
import { probeText } from './probe-text.ts'

/** An output format for the results of a probe: for people, programs, CI. */
export interface ProbeForm {
  readonly name: string
  write(reports: readonly ProbeReport[], colors: Colors): string
}

const text: ProbeForm = {
  name: 'text',
  write: (reports, colors) => reports.map((report) => probeText(report, colors)).join('\n'),
}

const json: ProbeForm = {
  name: 'json',
  write: (reports) => `${JSON.stringify(reports.map(probeJson), undefined, 2)}\n`,
}

/** All output formats of `check`, two of which show more data of a probe; the first is the default. */
export const probeForms: readonly ProbeForm[] = checkForms.map(
  ({ name, write }) =>
    [text, json].find((own) => own.name === name) ?? {
      name,
      write: (reports, colors) => write(reports.map(asChecked), colors),
    },
)

export { asChecked, type ProbeReport, probeReport } from './probe-report.ts'
