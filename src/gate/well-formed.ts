import { SaxesParser } from 'saxes'
import type { Finding } from '../finding.ts'

const CODE = 'feed-ill-formed'
const FIX = 'this is a bug in feedwright: please report it with the article'

/**
 * The first violation in `xml` of XML 1.0 with namespaces, or of further requirements for feed readers: no DOCTYPE, no
 * lone surrogate, and the declaration at the very beginning.
 */
export function checkWellFormed(xml: string): Finding | undefined {
  if (!xml.startsWith('<?xml ')) {
    return illFormed('the document does not start with its XML declaration', 1, 1, {
      got: JSON.stringify(xml.slice(0, 20)),
      expected: '<?xml version="1.0" encoding="utf-8"?>',
    })
  }
  const surrogate = /[\ud800-\udfff]/.test(xml) ? xml.search(/\p{Surrogate}/u) : -1
  if (surrogate >= 0) {
    const before = xml.slice(0, surrogate).split('\n')
    return illFormed(
      'half a surrogate pair is not a character',
      before.length,
      (before.at(-1) ?? '').length + 1,
    )
  }
  return parsed(xml)
}

function parsed(xml: string): Finding | undefined {
  const parser = new SaxesParser({ xmlns: true })
  let first: Finding | undefined
  parser.on('error', (error) => note(error.message.replace(/^\d+:\d+: /, '')))
  parser.on('doctype', () => note('a feed must not have a DOCTYPE'))
  parser.write(xml).close()
  return first

  function note(message: string): void {
    first ??= illFormed(message, parser.line, parser.columnIndex + 1)
  }
}

function illFormed(
  message: string,
  line: number,
  column: number,
  more: Pick<Finding, 'got' | 'expected'> = {},
): Finding {
  return {
    code: CODE,
    severity: 'error',
    message: `not well-formed XML: ${message}`,
    line,
    column,
    ...more,
    fix: FIX,
  }
}
