/** Hexadecimal references, as the RSS Advisory Board's profile recommends: readers do not interpret them as HTML. */
const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&#x26;',
  '<': '&#x3C;',
  '>': '&#x3E;',
  '"': '&#x22;',
  '\t': '&#x9;',
  '\n': '&#xA;',
}

/** Escapes legal text as element content. */
export function escapeText(text: string): string {
  return text.replace(/[&<>]/g, reference)
}

/**
 * Escapes legal text as attribute value; tabs and line ends are escaped as well, so that they are not normalized to
 * spaces (XML 1.0, section 3.3.3).
 */
export function escapeAttribute(text: string): string {
  return text.replace(/[&<>"\t\n]/g, reference)
}

/** Legal text as a CDATA section, or several if the text contains the end mark. */
export function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
}

type Attributes = Readonly<Record<string, string | number | undefined>>

/** The start tag of an element; undefined attributes are left out. */
export function startTag(name: string, attributes: Attributes): string {
  return `<${name}${attributeList(attributes)}>`
}

/** An element; `contents` are serialized elements. */
export function element(name: string, attributes: Attributes, contents = ''): string {
  const start = `<${name}${attributeList(attributes)}`
  return contents === '' ? `${start}/>` : `${start}>${contents}</${name}>`
}

/** An element with text; none if there is no text. */
export function textElement(name: string, text: string | undefined): string[] {
  return text === undefined ? [] : [`<${name}>${escapeText(text)}</${name}>`]
}

function attributeList(attributes: Attributes): string {
  let list = ''
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) list += ` ${name}="${escapeAttribute(String(value))}"`
  }
  return list
}

function reference(character: string): string {
  return REFERENCES[character] ?? character
}
