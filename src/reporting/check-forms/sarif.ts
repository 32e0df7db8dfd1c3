import type { Finding } from '../../finding.ts'
import { bySeverity, type CheckedDocument, type CheckForm } from './checked-document.ts'

/** For code scanning: SARIF 2.1.0 (OASIS), one run, each rule once. */
export const sarif: CheckForm = {
  name: 'sarif',
  write(checked) {
    const rules = new Map<string, object>()
    const results = checked.flatMap((document) =>
      bySeverity(document.result.findings).map((finding) => {
        rules.set(finding.code, ruleOf(finding))
        return resultOf(document, finding)
      }),
    )
    const driver = { name: 'feedwright', rules: [...rules.values()] }
    const log = {
      $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
      version: '2.1.0',
      runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }],
    }
    return `${JSON.stringify(log, undefined, 2)}\n`
  },
}

function ruleOf({ code, severity, fix }: Finding): object {
  return {
    id: code,
    defaultConfiguration: { level: severity },
    ...(fix === undefined ? {} : { help: { text: fix } }),
  }
}

function resultOf({ place }: CheckedDocument, finding: Finding): object {
  const { code, severity, message, line, column = 1, got, expected } = finding
  const parts = [
    message,
    got === undefined ? '' : `got: ${got}`,
    expected === undefined ? '' : `expected: ${expected}`,
  ]
  return {
    ruleId: code,
    level: severity,
    message: { text: parts.filter((part) => part !== '').join('; ') },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(place) },
          ...(line === undefined ? {} : { region: { startLine: line, startColumn: column } }),
        },
      },
    ],
  }
}

/** A path as a relative reference: a colon in its first segment would be parsed as a scheme. */
function uriOf(place: string): string {
  if (/^https?:\/\//i.test(place)) return encodeURI(place)
  return place.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/')
}
