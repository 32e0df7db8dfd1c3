import { SaxesParser } from 'saxes'

/** Throws for anything that is not namespace-well-formed XML. */
export function parseStrictly(xml: string): void {
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', (error) => {
    throw error
  })
  parser.write(xml).close()
}
