/** A value in a script that is known without running it. */
export type Value =
  | string
  | number
  | boolean
  | null
  | undefined
  | Date
  | RegExp
  | Value[]
  | Properties
  | Callable
export type Callable = (...args: readonly Value[]) => Value

/** An object. `of` throws {@link UnknownValue} for a property that is not known, and returns undefined if there is none. */
export class Properties {
  readonly of: (name: string) => Value
  constructor(of: (name: string) => Value) {
    this.of = of
  }
}

/** Thrown for a value that would have to be computed by running code. */
export class UnknownValue extends Error {}
export function unknown(): never {
  throw new UnknownValue()
}

/** The value in a text. */
export const written = (value: Value): string =>
  typeof value === 'string' ? value : Number.isFinite(value) ? String(value) : unknown()

export function propertyOf(owner: Value, name: string): Value {
  if (owner instanceof Properties) return owner.of(name)
  if (typeof owner !== 'string' && !Array.isArray(owner)) return unknown()
  return name === 'length' ? owner.length : /^\d+$/.test(name) ? owner[Number(name)] : unknown()
}

export const call = (value: Value, args: readonly Value[]): Value =>
  typeof value === 'function' ? value(...args) : unknown()

/** No date is later than now, because an article with a later date waits for it. */
export const newDate = ([from, ...others]: readonly Value[]): Value =>
  from === undefined
    ? Number.POSITIVE_INFINITY
    : from instanceof Date && others.length === 0
      ? from
      : unknown()

/** Front matter does not tell whether a number was in quotes, and objects that seem equal may be two. */
function areEqual(left: Value, right: Value, operator: string): boolean {
  const isNothing = (value: Value) => value === undefined || value === null
  if (isNothing(left) || isNothing(right))
    return operator.length === 2 ? isNothing(left) && isNothing(right) : left === right
  const types = [typeof left, typeof right]
  if (types.includes('object') || types.includes('function')) return unknown()
  if (types[0] !== types[1] && (types.includes('number') || operator.length === 2)) return unknown()
  return left === right
}

export function binary(operator: string, left: Value, right: Value): Value {
  const [one, other] = [left, right].map((value) => (value instanceof Date ? value.getTime() : value))
  switch (operator) {
    case '===':
    case '==':
      return areEqual(left, right, operator)
    case '!==':
    case '!=':
      return !areEqual(left, right, operator)
    case 'in':
      return right instanceof Properties ? right.of(written(left)) !== undefined : unknown()
    case '+':
      return typeof left === 'number' && typeof right === 'number'
        ? left + right
        : written(left) + written(right)
    default:
      if (typeof one !== 'number' || typeof other !== 'number') return unknown()
      if (operator === '<') return one < other
      if (operator === '>') return one > other
      if (operator === '<=') return one <= other
      return operator === '>=' ? one >= other : operator === '-' ? one - other : unknown()
  }
}

export function method(owner: Value, name: string, args: readonly Value[]): Value {
  const [first, second] = args
  const count = (value: Value) =>
    value === undefined || (typeof value === 'number' && value < 1000) ? value : unknown()
  const search = first instanceof RegExp ? first : typeof first === 'string' ? first : undefined
  const known = (methods: Readonly<Record<string, () => Value>>) =>
    (Object.hasOwn(methods, name) ? methods[name] : undefined)?.() ?? unknown()
  if (typeof owner === 'string')
    return known({
      toLowerCase: () => owner.toLowerCase(),
      toUpperCase: () => owner.toUpperCase(),
      toString: () => owner,
      trim: () => owner.trim(),
      normalize: () => owner.normalize(written(first)),
      replace: () => owner.replace(search ?? unknown(), written(second)),
      replaceAll: () =>
        owner.replaceAll(
          first instanceof RegExp && !first.global ? unknown() : (search ?? unknown()),
          written(second),
        ),
      split: () => owner.split(search ?? unknown()),
      slice: () => owner.slice(count(first), count(second)),
      substring: () => owner.substring(count(first) ?? 0, count(second)),
      startsWith: () => owner.startsWith(written(first)),
      endsWith: () => owner.endsWith(written(first)),
      includes: () => owner.includes(written(first)),
      padStart: () => owner.padStart(count(first) ?? 0, second === undefined ? ' ' : written(second)),
    })
  if (Array.isArray(owner))
    return known({
      pop: () => owner.pop(),
      shift: () => owner.shift(),
      at: () => owner.at(count(first) ?? 0),
      slice: () => owner.slice(count(first), count(second)),
      join: () => owner.map(written).join(first === undefined ? ',' : written(first)),
      includes: () => owner.some((one) => binary('===', one, first)),
    })
  if (owner instanceof Date)
    return known({
      getFullYear: () => owner.getUTCFullYear(),
      getMonth: () => owner.getUTCMonth(),
      getDate: () => owner.getUTCDate(),
      getUTCFullYear: () => owner.getUTCFullYear(),
      getUTCMonth: () => owner.getUTCMonth(),
      getUTCDate: () => owner.getUTCDate(),
      toISOString: () => owner.toISOString(),
    })
  if (owner instanceof RegExp) return known({ test: () => owner.test(written(first)) })
  return typeof owner === 'number' ? known({ toString: () => written(owner) }) : unknown()
}
