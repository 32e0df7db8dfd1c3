/** Values by section and key. */
export type IniSections = ReadonlyMap<string, ReadonlyMap<string, string>>

/** Sections and `key = value` lines of an INI file, without continuations. */
export function iniSections(text: string): IniSections {
  const sections = new Map<string, Map<string, string>>()
  let section: Map<string, string> | undefined
  for (const line of text.split(/\r?\n/)) {
    const [, name, key, value = ''] = /^\s*(?:\[([^\]]+)\]|([\w-]+)\s*=\s*(.*?))\s*$/.exec(line) ?? []
    if (name !== undefined) {
      section = sections.get(name) ?? new Map()
      sections.set(name, section)
    } else if (key !== undefined) section?.set(key, value)
  }
  return sections
}
