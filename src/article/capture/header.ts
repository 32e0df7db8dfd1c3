import { type Byline, isRole, namesOf, OUTLET, readByline } from './byline.ts'
import { kindOfLine } from './page-chrome.ts'
import type { PageLine } from './page-lines.ts'

const AGO =
  /^(?:\p{L}+ )?(?:vor |il y a |hace |för )?(?:about |ca\. )?\d+ ?(?:sec|min|hour|hr|day|week|month|stunde|tag|minute|heure|jour|hora|día|uur|dag|ore|giorni)\p{L}*(?: ago| geleden| fa| sedan)?$/iu

/** The button below an author's name, and the placeholder for the portrait above it. */
const FOLLOW = /^(?:follow(?:ing)?|folgen|suivre|seguir|segui)$/iu
const PORTRAIT =
  /^(?:head ?shot|portrait|profile (?:picture|photo)|photo|picture|image|avatar(?: photo)?|foto|porträt)(?: (?:of|von|de|di|van) .{1,60})?$/iu

/** The word above a name that has a line of its own. */
const ALONE =
  /^(?:authors?|(?:(?:written|reported|story|words|text|texte|testo|écrit|rédigé|publié|escrito|geschrieben|verfasst|scritto|texto) )?(?:by|von|par|por|di|da|door|av|af)) ?:?$/iu

/** Maximum number of words in a name that has a line of its own. */
const MOST_WORDS = 4

/** A label whose date is in the next line. */
const DATE_LABEL =
  /^(?:(?:first |last )?(?:published|updated|posted)(?: on)?|veröffentlicht(?: am)?|erschienen(?: am)?|aktualisiert(?: am)?|publié(?:e)?(?: le)?|mis à jour(?: le)?|publicado(?: el)?|actualizado(?: el)?|pubblicato(?: il)?|gepubliceerd(?: op)?|laatste update|aangepast|atualizado(?: em)?|última atualização|última actualización|ultimo aggiornamento):?(?: \d{1,2}[:.h]\d{2}(?: uhr)?)?$/iu

/** Extracts authors and dates from the lines around the headline. */
export function headerOf(
  { above, below }: { readonly above: readonly PageLine[]; readonly below: readonly PageLine[] },
  isDayFirst: boolean,
): Byline {
  const bylines = [...below, ...above].flatMap(({ text }) => readByline(text, isDayFirst) ?? [])
  const statedIn = (lines: readonly PageLine[]) =>
    lines.flatMap(({ text }) => readByline(text, isDayFirst)?.authors ?? [])
  const stated = [statedIn(below), statedIn(above)].find((authors) => authors.length > 0) ?? []
  const namedIn = (lines: readonly PageLine[]) => lines.flatMap((_line, at) => namesAlone(lines, at) ?? [])
  const underneath = namedIn(below)
  const named = underneath.length > 0 ? underneath : namedIn(above)
  const published = bylines.find((byline) => byline.published !== undefined)?.published
  const updated = bylines.findLast((byline) => byline.updated !== undefined)?.updated
  const authors = [...new Set(stated.length > 0 ? stated : named)]
  // If only the date of a change is known, it is the latest possible date of publication.
  return {
    authors,
    ...(published !== undefined && { published }),
    ...(published !== undefined && updated !== undefined && { updated }),
    ...(published === undefined && updated !== undefined && { published: updated }),
  }
}

/** Whether the line at `at` states authors or dates of the article. */
export function isHeaderLine(lines: readonly PageLine[], at: number): boolean {
  const text = lines[at]?.text ?? ''
  const isDatedRole = isRole(text) && text.split(' ').length <= 3 && isDated(lines[at + 1]?.text ?? '')
  return (
    isTimed(text) ||
    readByline(text, true) !== undefined ||
    isDatedRole ||
    namesAlone(lines, at) !== undefined
  )
}

/** Whether a line says when, or where the next line says it. */
const isTimed = (text: string): boolean => AGO.test(text) || DATE_LABEL.test(text)

function isDated(text: string): boolean {
  const { published, updated } = readByline(text, true) ?? {}
  return published !== undefined || updated !== undefined
}

/** The part of the paper in which an author works: `Morning News, Sussex`, and below the next name `Morning Politics`. */
const isDesk = (text: string): boolean =>
  text.length <= 40 && /^\p{Lu}/u.test(text) && OUTLET.test(text.split(', ', 1)[0] ?? '')

/** Whether a name of several in the header has such a line below it. */
function isDeskBelow(lines: readonly PageLine[], at: number): boolean {
  const desk = lines[at + 1]?.text ?? ''
  const [before = '', above = ''] = [lines[at - 1]?.text, lines[at - 2]?.text]
  const isFirst = lines.slice(Math.max(0, at - 3), at).some(({ text }) => isTimed(text) || isDated(text))
  if (isFirst) return isDesk(desk)
  const [word = ''] = before.split(' ', 1)
  return isDesk(before) && namesOf(above).length > 0 && desk.length <= 40 && desk.startsWith(`${word} `)
}

/** Whether each word is a button: `Comments Print Share` */
const isBar = (text: string): boolean => text.split(' ').every((word) => kindOfLine(word) !== 'text')

const isSameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

/** Names on a line of their own, next to a date or to job titles. */
export function namesAlone(lines: readonly PageLine[], at: number): readonly string[] | undefined {
  const line = lines[at]
  if (line === undefined || line.kind !== 'text' || line.text.length > 100) return undefined
  // A letter begins with a name, too.
  if (/[,!]$/u.test(line.text)) return undefined
  const [name, role] = line.text.split(/,\s+(?=\p{Lu}?\p{Ll})/u)
  const next = lines[at + 1]?.text ?? ''
  // A name and its institution: `Jane Doe | College of Engineering`
  const [person = ''] = line.text.split(' | ', 1)
  if (person !== line.text && person.includes(' ') && isDated(next) && namesOf(person).length > 0)
    return namesOf(person)
  // A kind of article: `Perspective by Jane Doe`
  const kind = /^\p{Lu}\p{L}+ (?:by|von|par|por|di|door) (?<name>.+)$/u.exec(line.text)?.groups?.['name']
  if (kind !== undefined && namesOf(kind).length > 0 && (isRole(next) || isTimed(next) || isDated(next)))
    return namesOf(kind)
  const names = namesOf(role !== undefined && isRole(role) ? (name ?? '') : line.text)
  if (
    names.length === 0 ||
    isBar(line.text) ||
    (role === undefined && isRole(line.text)) ||
    names.some((each) => each.split(' ').length > MOST_WORDS)
  )
    return undefined
  if (role !== undefined && isRole(role)) return names
  const before = lines[at - 1]?.text ?? ''
  if (!ALONE.test(before) && /(?<!\p{L})(?:by|von|par|por)$/iu.test(before)) return undefined
  // The name below a portrait that has the name as its description.
  if (isSameName(next, line.text) || isSameName(before, line.text)) return names
  const isBeside = (text: string) => isRole(text) || isTimed(text) || isDated(text)
  const later = lines[at + 2]?.text ?? ''
  // A newspaper, a place or a reading time may be between name and date.
  const isBetween =
    !isTimed(next) &&
    (OUTLET.test(next) || (next.length <= 30 && /^(?:\p{Lu}\p{L}+|\d+(?:[–-]\d+)? min\p{L}*)$/u.test(next)))
  if (isBetween && (isTimed(later) || isDated(later))) return names
  if (OUTLET.test(line.text)) return undefined
  if (isDeskBelow(lines, at)) return names
  return FOLLOW.test(next) ||
    ALONE.test(before) ||
    PORTRAIT.test(before) ||
    isBeside(next) ||
    (isBeside(before) && !isRole(before))
    ? names
    : undefined
}
