import type { Author } from '../article/article.ts'
import { type Field, fieldsOf } from '../article/front-matter/fields.ts'
import type { Finding } from '../finding.ts'
import {
  type Configuration,
  firstText,
  isMap,
  problemInConfiguration,
  readConfiguration,
  textAt,
  valueAt,
} from './configuration.ts'
import type { ForeignSite, SiteFolder } from './dialect.ts'
import type { EditedFields } from './fields.ts'

/**
 * People in a data file: by key, a name or a map with a name.
 *
 * @param remarks receives the finding about a file that cannot be read
 * @param below key of the map that has them, if it is not the file itself
 */
export function peopleIn(
  folder: SiteFolder,
  path: string,
  remarks: Finding[],
  below?: string,
): Readonly<Record<string, Author>> {
  for (const ending of ['yml', 'yaml', 'json', 'toml']) {
    const file = `${path}.${ending}`
    const text = folder.read(file)
    if (text === undefined) continue
    const read = readConfiguration(file, text)
    if (read === undefined) remarks.push(peopleUnread(file, text))
    else
      return Object.fromEntries(
        Object.entries(mapAt(read, below)).flatMap(([key, value]) => {
          const person = personOf(value)
          return person === undefined ? [] : [[key, person]]
        }),
      )
  }
  return {}
}

function mapAt(read: Configuration, below: string | undefined): Configuration {
  const found = below === undefined ? read : valueAt(read, below)
  return isMap(found) ? found : {}
}

function peopleUnread(file: string, text: string): Finding {
  return {
    code: 'people-unread',
    severity: 'warning',
    file,
    message: `the authors cannot be read (${problemInConfiguration(file, text)}): articles have the keys of their authors instead of their names`,
    fix: 'correct the file',
  }
}

function personOf(value: unknown): Author | undefined {
  if (typeof value === 'string') return { name: value }
  const name = firstText(value, 'name', 'display_name', 'full_name', 'title')
  if (name === undefined) return undefined
  const email = textAt(value, 'email')
  const url = firstText(value, 'url', 'uri', 'website', 'web', 'site')
  return {
    name,
    ...(email?.includes('@') === true && { email }),
    ...(url !== undefined && /^https?:/.test(url) && { url }),
  }
}

/** The authors of an article that refers to them by key, as fields. */
export function withPeople(edited: EditedFields, people: ForeignSite['people']): void {
  for (const name of ['author', 'authors']) {
    const field = edited.field(name)
    const keys = field?.kind === 'text' ? [field] : field?.kind === 'list' ? field.items : []
    if (!keys.some((key) => key.kind === 'text' && personNamed(key.text, people) !== undefined)) continue
    edited.state(name, {
      kind: 'list',
      items: keys.map((key) => authorField(key, people)),
      offset: field?.offset ?? 0,
    })
  }
}

function authorField(key: Field, people: ForeignSite['people']): Field {
  const person = key.kind === 'text' ? personNamed(key.text, people) : undefined
  if (person === undefined) return key
  return { kind: 'map', entries: fieldsOf({ ...person }), offset: key.offset }
}

/** An article may name an author `constructor`, which is also an inherited property of objects. */
function personNamed(key: string, people: ForeignSite['people']): Author | undefined {
  return Object.hasOwn(people, key.trim()) ? people[key.trim()] : undefined
}
