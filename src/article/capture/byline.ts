import { FULL_NAME, joinedNames } from '../author-names.ts'
import { plainLine } from '../text.ts'
import { type WrittenDate, writtenDatesIn } from './written-date.ts'

/**
 * The data in a line about an article, as opposed to its text: its authors, and when it was published and last changed.
 */
export interface Byline {
  readonly authors: readonly string[]
  /** RFC 3339, in the forms that `readDate` accepts. */
  readonly published?: string
  readonly updated?: string
}

/** Maximum length of a byline. */
const MOST = 200

const BY =
  '(?:(?:words|story|hosted|report|reported|written|posted|published|submitted|created|analysis|review|text|texte|texto|testo|tekst)? ?by|(?:verfasst|geschrieben|veröffentlicht|eingereicht|erstellt|ein beitrag|ein artikel|text) von|(?:publié|rédigé|écrit|soumis|posté) par|(?:publicado|escrito|enviado) por|von|par|por|di|de|door|av|af|autor(?:in)?|author|auteur|autore|автор|текст|yazar|autorka|text|texte|texto|testo|tekst|words|(?:(?:an?|eine?|une?|un|una|een|en|et) )?(?:reportage|report|essay|interview|analysis|analyse|kommentar|kolumne|gastbeitrag|porträt|portrait|rezension|kritik|glosse|column|commentary|review|récit|enquête|entretien|tribune|chronique|critique|reportaje|entrevista|crónica|columna|análisis|intervista|commento|analisi|opinie) (?:by|von|par|por|di|door|av|af|de))'
const LED = new RegExp(`^(?:${BY})(?: ?: ?| )(?<names>.+)$`, 'iu')
const LED_WITHIN = /(?:^|[\s|·•–—,-])(?:by|von|par|por|door)(?: ?: ?| )(?<names>\p{Lu}.*)$/u

/** Labels that say what a date refers to; they must describe the article, not an event in its text. */
const UPDATED =
  /(?:last )?(?:updated|modified|edited)|update|aktualisiert|geändert|stand|mis à jour|modifié|actualizado|modificado|aggiornato|atualizado|bijgewerkt|laatst gewijzigd|laatste update|aangepast|última atualização|última actualización|ultimo aggiornamento|dernière mise à jour|letzte aktualisierung|uppdaterad|oppdatert|opdateret|modifica|aktualizacja|aktualizováno|обновлено|güncelleme|更新|수정|آخر تحديث/iu
const WEEKDAYS =
  '(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do|fr|sa|so|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag'
const LABELS = new RegExp(
  `^(?:(?:${WEEKDAYS}|${UPDATED.source}|first published|originally published|published|publication|posted|created|filed|issued|date|artikel|beitrag|veröffentlicht|erschienen|erstellt|datum|publié|paru|mis en ligne|créé|publicado|publicada|creado|fecha|pubblicato|data|gepubliceerd|geplaatst|publicerad|publisert|julkaistu|on|am|vom|and|und|et|modifica|opublikowano|data utworzenia|data publikacji|aktualizacja|utworzono|dodano|publikováno|aktualizováno|опубликовано|обновлено|yayınlanma|güncelleme|giriş|公開|更新|配信|掲載|投稿|発行|입력|수정|등록|기사입력|승인|발행|게시|发布|更新时间|发布时间|时间|نشر|نُشر|نشرت|تم النشر|آخر تحديث|في|الساعة|le|el|il|em|op|at|um|à|a las|alle|uhr|est|de|del|du|dpa|afp|apa|epd|kna|sid|ansa|efe|lusa|anp|belga|tt|ntb|ritzau)(?:[.:]?\\s+|[.:]?$))+$`,
  'iu',
)
/** The weekday between a name and a date, which {@link withoutDates} replaces. */
const DAY_BEFORE_DATE = new RegExp(`(?<=\\p{Ll} )(?=\\p{L}{4})(?:${WEEKDAYS})\\.?,? *(?=\\|)`, 'iu')
const READING =
  /(?:[—–·] )?(?:\d+|\w+)[- ]min(?:ute)?n?s?(?:\.| de)?(?: read| lesezeit| lecture| de lectura| di lettura| leestijd| lesetid)|reading time.{0,12}|lesezeit.{0,12}|temps de lecture.{0,12}|leestijd.{0,12}/iu

/** Words that follow a name in a byline and are not part of it. */
const ROLE =
  /(?:correspondent|reporter|editor|writer|columnist|journalist|staff|producer|contributor|analyst|bureau|desk|redakteur(?:in)?|redaktion|korrespondent(?:in)?|autor(?:in)?|journaliste|correspondant|correspondante|rédaction|envoyée? spéciale?|redactor[a]?|corresponsal|redacción|periodista|redazione|inviat[oa]|corrispondente|verslaggever|redactie|photographer|fotograf(?:in)?|fotoreporter|photographe|fotógraf[oa]|fotografo|dziennikar(?:z|ka))s?(?![\p{L}])/iu

/** A name that a job title follows: `Jane Doe Rural affairs correspondent 3rd March`. */
const ROLE_AFTER = new RegExp(
  `^(?<name>\\p{Lu}[\\p{L}'’-]+ \\p{Lu}[\\p{L}'’-]+) (?:[\\p{L}&]+ ){0,4}${ROLE.source}(?: \\d{1,2}(?:st|nd|rd|th)? \\p{L}{3,9})?$`,
  'iu',
)

const GLUED_ROLE =
  /(?<=^By .*\p{Ll})(?<!\bMa?c)(?=\p{Lu}\p{Ll}+(?: \p{Lu}?\p{Ll}+)? ?(?:[Cc]orrespondent|[Rr]eporter|[Ee]ditor|[Ww]riter|[Jj]ournalist)$)/u

/** Words of languages that always write the day before the month. */
const FOREIGN =
  /^(?:von|par|por|di|door|av|af)\s|(?<!\p{L})(?:stand|veröffentlicht|aktualisiert|publié|mis à jour|publicado|actualizado|pubblicato|aggiornato|gepubliceerd|uhr)(?!\p{L})/iu

/** Parses a line as a byline; undefined if it is not one. */
export function readByline(line: string, isDayFirst = false): Byline | undefined {
  if (line.length > MOST || /[!?]$|\p{Ll}{3}\.$/u.test(line)) return undefined
  const text = plainLine(line)
    // Elements without a space between them
    .replace(/^By(?=\p{Lu}\p{Ll})/u, 'By ')
    .replace(GLUED_ROLE, ' ')
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(/ [(<|]? ?\S+@\S+\.\p{L}{2,}[)>]?| @\w{2,}/gu, '')
    .replace(
      /(?<=\p{Lu}\p{Ll}+) (?:at|um|à|a las|alle|às) \d{1,2}[:.h]\d{2}(?: [ap]\.?m\.?)?(?: \d+ \p{L}+)?$/iu,
      '',
    )
    .replace(/ for the (?:\p{Lu}[\p{L}'’.-]+ ?){1,5}$/iu, '')
  const dates = writtenDatesIn(text, isDayFirst || FOREIGN.test(text))
  const rest = withoutDates(text, dates).replace(DAY_BEFORE_DATE, '').trim()
  const names = namesIn(rest) ?? (dates.length > 0 ? namedBeside(rest) : undefined)
  if (dates.length === 0) {
    return names === undefined ? undefined : { authors: names }
  }
  if (names === undefined && !isAboutDate(rest)) return undefined
  return { authors: names ?? [], ...datesIn(text, dates) }
}

/**
 * Assigns the dates to their labels. If only a change is dated, that date is used as the date of publication as well.
 */
function datesIn(text: string, dates: readonly WrittenDate[]): Omit<Byline, 'authors'> {
  let from = 0
  const labeled = dates.map(({ date, start, end }) => {
    const isUpdate = UPDATED.test(text.slice(from, start))
    from = end
    return { date, isUpdate }
  })
  const published = labeled.find(({ isUpdate }) => !isUpdate)?.date
  const updated = labeled.findLast(({ isUpdate }) => isUpdate)?.date
  return { ...(published !== undefined && { published }), ...(updated !== undefined && { updated }) }
}

function withoutDates(text: string, dates: readonly WrittenDate[]): string {
  let rest = ''
  let from = 0
  for (const { start, end } of dates) {
    rest += `${text.slice(from, start)} | `
    from = end
  }
  return rest + text.slice(from)
}

const SEPARATORS =
  /\s*[|·•/–—,;:()]\s*|\s+-\s+|\s+(?=(?:on|am|le|el|at|um)(?: \p{L}{2,12}\.?,?)?\s*(?:\||$))/u

/**
 * Whether the text around a date consists only of the usual parts of a byline: labels, a weekday, a place, a time, a
 * reading time.
 */
function isAboutDate(rest: string): boolean {
  const parts = rest
    .split(SEPARATORS)
    .map((part) => part.replace(/^-(?:\s|$)/, '').trim())
    .filter((part) => part !== '')
  return parts.length <= 6 && parts.every(isAside)
}

const AGO =
  /^(?:\p{L}+ ){0,3}\d+ (?:sec|min|hour|hr|day|week|month|year|monat|jahr|mois|an|mes|año|ano|maand|jaar|stunde|tag|heure|jour|hora|día|dia|uur|dag|ore|giorn)\p{L}*(?: \p{L}+)?$/iu

function isAside(part: string): boolean {
  if (LABELS.test(part) || READING.test(part)) return true
  if (AGO.test(part)) return true
  // A place, a time zone, or a number of comments.
  const words = part.split(' ')
  return (
    part.length <= 30 &&
    words.length <= 3 &&
    (/^\d/.test(part) || words.every((word) => /^\p{Lu}/u.test(word) || LABELS.test(word)))
  )
}

/** The names in a line without its dates, if there are any. */
function namesIn(rest: string): readonly string[] | undefined {
  const text = rest.replace(/^[\s|·•,;–—-]+|[\s|·•,;–—-]+$/gu, '')
  const within = LED_WITHIN.exec(text)
  const isAfterDate = within !== null && text.slice(0, within.index).includes('|')
  const led = LED.exec(text)?.groups?.['names'] ?? (isAfterDate ? within?.groups?.['names'] : undefined)
  if (led === undefined) return undefined
  // `By Monday` and `by New York standards` are not bylines.
  const [first = '', ...more] = led
    .split(SEPARATORS)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const names = namesOf(ROLE_AFTER.exec(first)?.groups?.['name'] ?? first)
  // `Posted on 2 December 2023 by Jo`
  if (
    names.length === 0 &&
    rest.includes('|') &&
    !LABELS.test(first) &&
    /^\p{L}[\p{L}\p{N}_.-]{1,30}$/u.test(first)
  )
    return /^\p{Lu}\p{Ll}/u.test(first) ? [first] : []
  if (names.length === 0) return undefined
  const isLabeledList = /^\p{L}+ ?:/u.test(text)
  const others = more.flatMap((part) =>
    namesOf(part).filter((name) => !ROLE.test(name) && !OUTLET.test(name)),
  )
  return [
    ...names,
    ...(led.includes(' and ') || led.includes(',')
      ? others.filter((name) => isListed(led, name) || (isLabeledList && name.includes(' ')))
      : []),
  ]
}

/** The name in `Jane Doe | 3 February 2024`. */
function namedBeside(rest: string): readonly string[] | undefined {
  const parts = rest.split(/\s*[|·•]\s*/u).filter((part) => part !== '' && !LABELED.test(part))
  const names = parts.flatMap((part) =>
    part.includes(' ') && !OUTLET.test(part) && !part.split(/[ ,]+/).some(isLabeled) ? namesOf(part) : [],
  )
  return names.length > 0 && parts.length <= 4 ? names : undefined
}

/** A label, with or without a date that has no year. */
const LABELED = new RegExp(`^(?:posted|published|${UPDATED.source})(?::|$)`, 'iu')
/** Words at the beginning or end of the name of a newspaper. */
export const OUTLET =
  /^(?:the|la|le) |^(?:department|ministry|office|university|institute|bureau) |(?:^|[\s-])(?:news|press|media|radio|tv|gazette|times|post|courier|herald|tribune|chronicle|journal|echo|record|reporter|monitor|review|daily|nachrichten|zeitung|nieuws|noticias|notizie|wiadomości|nyheter|nyheder|aktuell|online|authority|university|agency|council|institute|foundation|association|ministry|department|committee|society|company|group|inc|ltd|gmbh|ag|staff|team|release)$/iu

const isLabeled = (part: string): boolean => LABELS.test(part) || READING.test(part)

/** `A, B and C`: the text after a comma is a name if an `and` follows; otherwise it is a role or a place. */
function isListed(led: string, name: string): boolean {
  return (
    /,| and | und | et | y | e | en /u.test(led) &&
    /(?<!\p{L})(?:and|und|et|y|e|en) /u.test(led) &&
    name.includes(' ')
  )
}

const AGENCIES = /(?:^| )agenc(?:y|ies)$/iu

/** The names in `Jane Doe`, `JANE DOE and John Roe`, `Jane Doe in Berlin and John Roe in Paris`. */
export function namesOf(text: string): readonly string[] {
  const bare = text
    .replace(/[\s.,]+$/u, '')
    .replace(/ (?:and|und|et|y|e|en) [^()]{3,40} \((?:foto|photo|bild)[^()]{0,20}\)/giu, '')
    .replace(/\s\([^()]{1,20}\)/gu, '')
    .replace(
      /\s+(?:in|at|à|en|aus|a)\s+\p{Lu}[\p{L}'’.-]*(?:\s\p{Lu}[\p{L}'’.-]*)?(?=\s+(?:and|und|et|y|e|en)\s|$)/gu,
      '',
    )
  const cased = bare === bare.toUpperCase() && /\p{Lu}/u.test(bare) ? titleCased(bare) : bare
  const all = (joinedNames(cased) ?? [cased]).map(withCasedFamilyName)
  const names = all.length > 1 ? all.filter((name) => !AGENCIES.test(name)) : all
  return names.every((name) => FULL_NAME.test(name) && name.length <= 60) ? names : []
}

/** `Solenn LE GALL` in the usual letters. */
function withCasedFamilyName(name: string): string {
  const [first = ''] = name.split(' ')
  if (first === first.toUpperCase()) return name
  return name.replace(/(?<= )(?:(?:LE|LA|DE|DU) )?\p{Lu}[\p{Lu}'’-]{3,}$/u, (part) =>
    part.toLowerCase().replace(/(?<![\p{L}\p{M}])\p{L}/gu, (letter) => letter.toUpperCase()),
  )
}

function titleCased(text: string): string {
  return text
    .toLowerCase()
    .replace(/(?<![\p{L}\p{M}'’])\p{L}|(?<=\b(?:mc|o['’]|d['’]))\p{L}/gu, (letter) => letter.toUpperCase())
    .replace(/\b(?:And|Und|Et|Y|E|En|Von|Van|De|Der|Den|Di|Da|Del|La|Le|In)\b/gu, (word) =>
      word.toLowerCase(),
    )
}

/** Whether a line consists of a job title only: `Middle East correspondent`. */
export function isRole(line: string): boolean {
  return line.length <= 60 && !/[.!?]$/.test(line) && ROLE.test(line) && line.split(' ').length <= 6
}
