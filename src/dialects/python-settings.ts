/** Literal texts and flags at the beginning of lines in a Python configuration; computed values are missing. */
export function pythonSettings(script: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const { groups = {} } of script.matchAll(SETTING)) {
    const { key = '', flag } = groups
    const text = flag ?? groups['single'] ?? groups['double'] ?? ''
    found.set(key, text.replace(/\\(['"\\])/g, '$1'))
  }
  return found
}

const SETTING =
  /^(?<key>[A-Z][A-Z_]*)[ \t]*=[ \t]*\(?[ \t]*(?:[ur]?'(?<single>(?:[^'\\\n]|\\.)*)'|[ur]?"(?<double>(?:[^"\\\n]|\\.)*)"|(?<flag>True|False))/gm

/** The texts of a list or tuple at the beginning of a line. */
export function pythonList(script: string, key: string): readonly string[] | undefined {
  const list = new RegExp(`^${key}[ \\t]*=[ \\t]*[[(]([^\\])]*)[\\])]`, 'm').exec(script)?.[1]
  return list === undefined
    ? undefined
    : [...list.matchAll(/['"]([^'"\n]*)['"]/g)].map(([, text = '']) => text)
}
