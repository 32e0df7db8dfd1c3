type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

/** `fields` without undefined values, in the same order: a document has no keys for absent data. */
export function defined<T extends object>(fields: T): Defined<T> {
  const present: Record<string, unknown> = {}
  for (const key in fields) if (fields[key] !== undefined) present[key] = fields[key]
  return present as Defined<T>
}
