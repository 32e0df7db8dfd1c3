import {
  type BlockStatement,
  type Expression,
  type Function as FunctionNode,
  type Literal,
  type Pattern,
  type Program,
  parse,
  type Statement,
} from 'acorn'
import { LRUCache } from 'lru-cache'
import type { SiteFolder } from './dialect.ts'
import {
  binary,
  type Callable,
  call,
  method,
  newDate,
  Properties,
  propertyOf,
  unknown,
  type Value,
  written,
} from './script-values.ts'

/** Names and their values, which are looked at only when used. */
type Scope = Map<string, () => Value>

/** Values that scripts do not define themselves: by global name, and by the name of a package. */
export interface Surroundings {
  readonly globals: Readonly<Record<string, Value>>
  readonly packages: Readonly<Record<string, Value>>
  /** `this` in a function. */
  readonly self: Value
}

/** More than any address needs; a script that does not end is unknown. */
const MOST_STEPS = 1000

/**
 * What a script exports: `default` is also `module.exports`. Constants and functions are followed into the scripts that
 * it imports. Only expressions without side effects are known, with a small list of methods.
 *
 * @throws {UnknownValue} also while properties are read and functions are called
 */
export function exportsOf(path: string, folder: SiteFolder, { globals, packages, self }: Surroundings) {
  let steps = 0
  const step = () => {
    steps += 1
    if (steps > MOST_STEPS) unknown()
  }
  return moduleAt(path)

  function moduleAt(file: string): Properties {
    step()
    const { body } = programOf(folder.read(file) ?? unknown())
    const scope: Scope = new Map(Object.entries(globals).map(([name, value]) => [name, () => value]))
    scope.set('String', () => written)
    const imported = (from: Value) => {
      if (typeof from !== 'string') return unknown()
      if (Object.hasOwn(packages, from)) return packages[from]
      return moduleAt(importedFile(file, from, folder) ?? unknown())
    }
    // `require` of a script with `module.exports` is the exported value.
    scope.set('require', () => (from) => {
      const found = imported(from)
      return typeof from === 'string' && from.startsWith('.') ? propertyOf(found, 'default') : found
    })
    const exported: Scope = new Map()
    // By statements that are not followed.
    let isChanged = false
    for (const node of body) {
      if (node.type === 'ImportDeclaration')
        for (const one of node.specifiers) {
          const from = () => imported(node.source.value?.toString())
          const name =
            one.type === 'ImportSpecifier'
              ? nameOf(one.imported)
              : one.type === 'ImportDefaultSpecifier'
                ? 'default'
                : ''
          scope.set(one.local.name, () => (name === '' ? from() : propertyOf(from(), name)))
        }
      else if (node.type === 'ExportDefaultDeclaration') {
        const { declaration } = node
        if (declaration.type === 'ClassDeclaration') continue
        exported.set('default', () =>
          declaration.type === 'FunctionDeclaration'
            ? closure(declaration, scope)
            : valueIn(declaration, scope),
        )
      } else if (node.type === 'ExportNamedDeclaration') {
        const names = node.declaration ? declare(node.declaration, scope) : []
        for (const name of names) exported.set(name, () => lookUp(name, scope))
        for (const { local, exported: as } of node.source ? [] : node.specifiers)
          exported.set(nameOf(as), () => lookUp(nameOf(local), scope))
      } else if (node.type === 'ExpressionStatement') {
        const { expression } = node
        if (expression.type !== 'AssignmentExpression') continue
        const { left, right } = expression
        const isWhole = isModuleExports(left) && !exported.has('default')
        if (isWhole) exported.set('default', () => valueIn(right, scope))
        else isChanged = true
      } else if (/Declaration$/.test(node.type)) {
        if (node.type !== 'ExportAllDeclaration') declare(node, scope)
      } else isChanged = true
    }
    if (isChanged) exported.set('default', unknown)
    return new Properties((name) => (exported.get(name) ?? unknown)())
  }

  /** The names that a statement outside of functions declares. A variable may change, and is unknown. */
  function declare(node: Statement, scope: Scope): readonly string[] {
    if (node.type === 'FunctionDeclaration') {
      scope.set(node.id.name, () => closure(node, scope))
      return [node.id.name]
    }
    if (node.type !== 'VariableDeclaration' || node.kind !== 'const') return []
    return node.declarations.flatMap(({ id, init }) =>
      bind(
        id,
        once(() => (init ? valueIn(init, scope) : undefined)),
        scope,
      ),
    )
  }

  function bind(pattern: Pattern, value: () => Value, scope: Scope): readonly string[] {
    if (pattern.type === 'Identifier') {
      scope.set(pattern.name, value)
      return [pattern.name]
    }
    if (pattern.type === 'AssignmentPattern') {
      const { left, right } = pattern
      return bind(left, () => value() ?? valueIn(right, scope), scope)
    }
    if (pattern.type === 'ArrayPattern')
      return pattern.elements.flatMap((one, at) =>
        one === null ? [] : bind(one, () => propertyOf(value(), String(at)), scope),
      )
    if (pattern.type !== 'ObjectPattern') return unknown()
    return pattern.properties.flatMap((one) =>
      one.type === 'Property' && !one.computed
        ? bind(one.value, () => propertyOf(value(), nameOf(one.key)), scope)
        : unknown(),
    )
  }

  function closure({ params, body, generator }: FunctionNode, outer: Scope): Callable {
    return (...args) => {
      if (generator) unknown()
      const scope = new Map(outer)
      for (const [at, param] of params.entries()) bind(param, () => args[at], scope)
      return body.type === 'BlockStatement' ? run(body, scope)?.value : valueIn(body, scope)
    }
  }

  /** What the statements return; undefined if they return nothing. */
  function run({ body }: BlockStatement, outer: Scope): { readonly value: Value } | undefined {
    const scope = new Map(outer)
    for (const node of body) if (node.type === 'FunctionDeclaration') declare(node, scope)
    for (const node of body) {
      const returned = runOne(node, scope)
      if (returned !== undefined) return returned
    }
    return undefined
  }

  function runOne(node: Statement, scope: Scope): { readonly value: Value } | undefined {
    if (node.type === 'ReturnStatement')
      return { value: node.argument ? valueIn(node.argument, scope) : undefined }
    if (node.type === 'BlockStatement') return run(node, scope)
    if (node.type === 'IfStatement') {
      const next = valueIn(node.test, scope) ? node.consequent : node.alternate
      return next ? runOne(next, scope) : undefined
    }
    if (node.type === 'VariableDeclaration')
      for (const { id, init } of node.declarations) {
        const value = init ? valueIn(init, scope) : undefined
        bind(id, () => value, scope)
      }
    else if (node.type !== 'FunctionDeclaration' && node.type !== 'EmptyStatement') unknown()
    return undefined
  }

  function valueIn(node: Expression, scope: Scope): Value {
    step()
    const of = (inner: Expression) => valueIn(inner, scope)
    switch (node.type) {
      case 'Literal':
        return literal(node)
      case 'TemplateLiteral':
        return node.quasis
          .map(({ value }, at) => {
            const code = node.expressions[at]
            return (value.cooked ?? unknown()) + (code === undefined ? '' : written(of(code)))
          })
          .join('')
      case 'Identifier':
        return lookUp(node.name, scope)
      case 'ThisExpression':
        return self
      case 'ChainExpression':
        return of(node.expression)
      case 'AwaitExpression':
        return of(node.argument)
      case 'ConditionalExpression':
        return of(of(node.test) ? node.consequent : node.alternate)
      case 'LogicalExpression': {
        const left = of(node.left)
        const isLeft =
          node.operator === '??'
            ? left !== null && left !== undefined
            : (node.operator === '||') === Boolean(left)
        return isLeft ? left : of(node.right)
      }
      case 'UnaryExpression':
        return node.operator === '!' ? !of(node.argument) : unknown()
      case 'BinaryExpression':
        return node.left.type === 'PrivateIdentifier'
          ? unknown()
          : binary(node.operator, of(node.left), of(node.right))
      case 'ArrayExpression':
        return node.elements.map((one) =>
          one === null || one.type === 'SpreadElement' ? unknown() : of(one),
        )
      case 'ObjectExpression':
        return new Properties((name) => {
          for (const one of node.properties.toReversed()) {
            const found = one.type === 'SpreadElement' ? propertyOf(of(one.argument), name) : undefined
            if (found !== undefined) return found
            if (one.type === 'SpreadElement') continue
            if (one.computed || one.kind !== 'init') unknown()
            if (nameOf(one.key) === name) return of(one.value)
          }
          return undefined
        })
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        return closure(node, scope)
      case 'NewExpression':
        if (node.callee.type !== 'Identifier' || node.callee.name !== 'Date') return unknown()
        return newDate(node.arguments.map((one) => (one.type === 'SpreadElement' ? unknown() : of(one))))
      case 'MemberExpression':
      case 'CallExpression': {
        const member = node.type === 'MemberExpression' ? node : node.callee
        const args = () =>
          node.type === 'MemberExpression'
            ? []
            : node.arguments.map((one) => (one.type === 'SpreadElement' ? unknown() : of(one)))
        if (member.type === 'Super') return unknown()
        if (member.type !== 'MemberExpression') return call(of(member), args())
        const { object, property } = member
        if (object.type === 'Super' || property.type === 'PrivateIdentifier') return unknown()
        const owner = of(object)
        if (member.optional && (owner === undefined || owner === null)) return undefined
        const name = member.computed ? written(of(property)) : nameOf(property)
        if (node.type === 'MemberExpression') return propertyOf(owner, name)
        return owner instanceof Properties ? call(owner.of(name), args()) : method(owner, name, args())
      }
      default:
        return unknown()
    }
  }
}

/** Programs by their text, because the articles of a folder have the same scripts. */
const programs = new LRUCache<string, Program>({ max: 100 })

function programOf(script: string): Program {
  const known = programs.get(script)
  if (known !== undefined) return known
  try {
    const program = parse(script, { ecmaVersion: 'latest', sourceType: 'module' })
    programs.set(script, program)
    return program
  } catch {
    return unknown()
  }
}

/** The files that a script imports by relative paths, also through others. */
export function importedFiles(path: string, folder: SiteFolder): readonly string[] {
  const found = new Set([path])
  for (const file of found)
    for (const [, , from = ''] of (folder.read(file) ?? '').matchAll(
      /\b(?:from|require\()\s*(["'])(\.[^"'\n]*)\1/g,
    )) {
      const imported = importedFile(file, from, folder)
      if (imported !== undefined) found.add(imported)
    }
  return [...found].slice(1)
}

/** The file that a script imports by a relative path; undefined if there is none. */
function importedFile(file: string, from: string, folder: SiteFolder): string | undefined {
  if (!from.startsWith('.')) return undefined
  const parts = file.split('/').slice(0, -1)
  for (const part of from.split('/')) {
    if (part === '..' && parts.pop() === undefined) return undefined
    if (part !== '..' && part !== '.') parts.push(part)
  }
  const path = parts.join('/')
  return ['', '.js', '.cjs', '.mjs', '/index.js']
    .map((ending) => path + ending)
    .find((one) => /\.[cm]?js$/.test(one) && folder.read(one) !== undefined)
}

const nameOf = (node: Expression | Literal): string =>
  node.type === 'Identifier' ? node.name : node.type === 'Literal' ? String(node.value) : unknown()

const isModuleExports = (node: Pattern): boolean =>
  node.type === 'MemberExpression' &&
  node.object.type === 'Identifier' &&
  node.object.name === 'module' &&
  node.property.type === 'Identifier' &&
  node.property.name === 'exports'

/** A constant is the same list each time, also after `pop`. */
function once(read: () => Value): () => Value {
  let known: { readonly value: Value } | undefined
  return () => {
    known ??= { value: read() }
    return known.value
  }
}

const lookUp = (name: string, scope: Scope): Value =>
  name === 'undefined' ? undefined : (scope.get(name) ?? unknown)()

/** Patterns in which a repeated group is repeated may take forever. */
function literal({ value, regex }: Literal): Value {
  if (regex)
    return /\)[*+{]|\\[1-9k]/.test(regex.pattern) ? unknown() : new RegExp(regex.pattern, regex.flags)
  return typeof value === 'bigint' || value instanceof RegExp ? unknown() : value
}
