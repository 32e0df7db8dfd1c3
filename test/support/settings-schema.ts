import { z } from 'zod'
import { settingsSchema } from '../../src/config/settings.ts'

/** JSON Schema (2020-12) of `site.yaml`, for editors. */
export function settingsJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(settingsSchema, { io: 'input' })
  return { title: 'Settings of a feedwright site (site.yaml)', ...schema }
}

type JsonSchema = z.core.JSONSchema.BaseSchema

/** One row of the table of settings. */
export interface SettingRow {
  /** Full name, with `<name>` for names people choose: `sections.<name>.title`. */
  readonly name: string
  readonly type: string
  /** As it would be written in YAML; `required` where there is none and one must be given; empty where it may be left out. */
  readonly default: string
  readonly help: string
  /** Settings explained by other rows that may stand in this map too, for this part of the site only. */
  readonly again: readonly string[]
}

/** Every setting once, in the order in which they are declared. */
export function settingRows(): readonly SettingRow[] {
  const explained = new Set<string>()
  const rowsOf = (properties: readonly Property[], prefix: string): readonly SettingRow[] =>
    properties.flatMap((property) => {
      const { key, schema } = property
      explained.add(mark(property))
      const named = typeof schema.additionalProperties === 'object'
      const inner = named
        ? schemaOf(schema.additionalProperties)
        : schema.type === 'array'
          ? itemOf(schema)
          : schema
      const options = propertiesOf(inner)
      const again = options.filter((option) => explained.has(mark(option)))
      const row: SettingRow = {
        name: `${prefix}${key}`,
        type: typeOf(schema),
        default: defaultOf(property),
        help: schema.description ?? '',
        again: again.map((option) => option.key),
      }
      const place = named
        ? `${row.name}.<name>.`
        : schema.type === 'array'
          ? `${row.name}[].`
          : `${row.name}.`
      const fresh = options.filter((option) => !again.includes(option))
      return [row, ...rowsOf(fresh, place)]
    })
  return rowsOf(propertiesOf(settingsJsonSchema()), '')
}

interface Property {
  readonly key: string
  readonly schema: JsonSchema
  readonly required: boolean
}

/** What tells whether two settings are one: the same name with the same help. */
function mark({ key, schema }: Property): string {
  return `${key}: ${schema.description}`
}

/** Settings that may stand in a map, or in any of the maps that may stand in one place. */
function propertiesOf(schema: JsonSchema): readonly Property[] {
  const own = Object.entries(schema.properties ?? {}).map(([key, value]) => ({
    key,
    schema: schemaOf(value),
    required: schema.required?.includes(key) === true,
  }))
  const chosen = (schema.anyOf ?? schema.oneOf ?? []).flatMap((one) => propertiesOf(schemaOf(one)))
  return [...own, ...withoutTwins(chosen)]
}

/** Kinds of one thing share settings: each stands once, with every value that one of the kinds has. */
function withoutTwins(properties: readonly Property[]): readonly Property[] {
  const merged = new Map<string, Property>()
  for (const property of properties) {
    const known = merged.get(mark(property))
    const values = [known?.schema, property.schema].flatMap((schema) => schema?.enum ?? schema?.const ?? [])
    const { const: _, ...schema } = property.schema
    merged.set(
      mark(property),
      known === undefined || values.length === 0
        ? (known ?? property)
        : { ...property, schema: { ...schema, enum: values } },
    )
  }
  return [...merged.values()]
}

function schemaOf(value: JsonSchema | boolean | undefined): JsonSchema {
  return typeof value === 'object' ? value : {}
}

function defaultOf({ schema, required }: Property): string {
  if (required) return 'required'
  if (schema.default === undefined) return ''
  return JSON.stringify(schema.default).replaceAll('"', '').replaceAll(',', ', ')
}

function typeOf(schema: JsonSchema): string {
  if (schema.enum !== undefined) return schema.enum.map(String).join(' | ')
  if (schema.const !== undefined) return String(schema.const)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined)
    return [...new Set(choices.map((one) => typeOf(schemaOf(one))))].filter((type) => type !== '').join(' | ')
  const types: unknown = schema.type
  if (Array.isArray(types)) return types.map((type) => typeOf({ type })).join(' | ')
  switch (schema.type) {
    case 'array':
      return `list of ${typeOf(itemOf(schema))}`
    case 'object':
      return 'map'
    case 'integer':
      return schema.minimum === undefined || schema.maximum === undefined
        ? 'whole number'
        : `${schema.minimum}–${schema.maximum}`
    case 'string':
      return 'text'
    case 'boolean':
      return 'true | false'
    default:
      return ''
  }
}

function itemOf({ items }: JsonSchema): JsonSchema {
  return typeof items === 'object' && !Array.isArray(items) ? items : {}
}
