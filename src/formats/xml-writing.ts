/** Hexadecimal references, as the RSS Advisory Board's profile recommends: no reader takes them for HTML. */
const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&#x26;',
  '<': '&#x3C;',
  '>': '&#x3E;',
  '"': '&#x22;',
  '\t': '&#x9;',
  '\n': '&#xA;',
}

/** Legal text as element content. */
export function escapeText(text: string): string {
  return text.replace(/[&<>]/g, reference)
}

/** Legal text as attribute value, tabs and line ends kept from being normalized to spaces (XML 1.0, section 3.3.3). */
export function escapeAttribute(text: string): string {
  return text.replace(/[&<>"\t\n]/g, reference)
}

/** Legal text as CDATA sections: one, unless the text holds the mark that ends one. */
export function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
}

type Attributes = Readonly<Record<string, string | number | undefined>>

/** The tag that opens an element; attributes that are undefined are left out. */
export function startTag(name: string, attributes: Attributes): string {
  return `<${name}${attributeList(attributes)}>`
}

/** One element; `contents` are elements already written. */
export function element(name: string, attributes: Attributes, contents = ''): string {
  const start = `<${name}${attributeList(attributes)}`
  return contents === '' ? `${start}/>` : `${start}>${contents}</${name}>`
}

/** One element that holds text; none when there is no text. */
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
