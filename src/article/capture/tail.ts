import { isItem, isProse } from './page-lines.ts'

/** Removes paragraphs at the end that describe the author or the newspaper, or link to further reading. */
export function withoutTail(paragraphs: readonly string[], authors: readonly string[]): readonly string[] {
  const last = paragraphs.findLastIndex((text) => (isProse(text) || isItem(text)) && !isTail(text, authors))
  return paragraphs.slice(0, last + 1)
}

const OCCUPATION =
  '(?:reporter|editor|writer|journalist|columnist|correspondent|author|freelancer?|photographer|producer|critic|staff|fellow|associate|professor|researcher|lecturer|economist|redakteur(?:in)?|korrespondent(?:in)?|autor(?:in)?|journalist(?:in)?|volontär(?:in)?|journaliste|rédact(?:eur|rice)|correspondante?|redactora?|corresponsal|periodista|giornalista|redattrice|redattore|verslaggever|redacteur)'
const NAME = "\\p{Lu}[\\p{L}.'’-]+(?: \\p{Lu}[\\p{L}.'’-]+){1,3}"
const PORTRAITS: readonly RegExp[] = [
  /^(?:the (?:author|writer)|der autor|die autorin|el autor|la autora|l['’]aut(?:eure?|rice|ore)|o autor|a autora|de auteur) (?:is|was|ist|es|est|è|é)(?!\p{L}).{0,400}$/iu,
  new RegExp(
    `^${NAME}(?:,[^,]{0,40},)? (?:is|was|ist|est|es|è|is een) .{0,80}${OCCUPATION}(?!\\p{L}).{0,400}$`,
    'iu',
  ),
  new RegExp(
    `^${NAME} (?:covers?|writes?|reports?|joined|has (?:covered|written|reported)|lives|schreibt|berichtet|arbeitet|leitet|lebt|écrit|couvre|escribe|cubre|scrive|schrijft) .{0,400}$`,
    'iu',
  ),
  new RegExp(
    `^(?:(?:es|est|ist|is|ha sido) (?:an? |une? |un[ao]? |eine? )?)?${OCCUPATION}(?!\\p{L}).{0,300}$`,
    'iu',
  ),
]
const TRUST: readonly RegExp[] = [
  /^(?:the )?(?:views|opinions) expressed .{0,200}$|^(?:suggested citation|cite (?:this )?(?:article )?as|citation)\s*: .{0,300}$/iu,
  /^(?:the )?[\p{L} .'’-]{3,60} is an? (?:independent|non-?profit|award-winning|global|local|daily|weekly|free|trusted|leading)\b.{0,300}(?:news|journalism|newsroom|newspaper|magazine|organization|organisation|publication)\b.{0,300}$/iu,
  /^(?:the )?[\p{L} .'’-]{3,60} is your (?:guide|source|home)\b.{0,200}$/iu,
  /^.{0,120}(?:can be reached|reach (?:him|her|them)|contact (?:him|her|them|the (?:author|writer|reporter))|follow (?:him|her|them|us)|email (?:him|her|them))\b.{0,160}$/iu,
  /(?:^|\s)\S+@\S+\.\p{L}{2,}(?:\s|[.,!?]|$)/u,
]

/** Whether a paragraph above the text describes the authors, or says where they reported from. */
export function isAuthorNote(text: string, authors: readonly string[]): boolean {
  return (
    authors.some((author) => startsWithName(text, author)) &&
    (PORTRAITS.some((form) => form.test(text)) || /^.{3,60} reported (?:from|this)\b.{0,200}$/u.test(text))
  )
}

/** Whether a paragraph at the end describes the author or the newspaper, or links to further reading. */
export function isTail(text: string, authors: readonly string[]): boolean {
  if (text.length > 600) return false
  if (authors.some((author) => startsWithName(text, author)))
    return [...PORTRAITS].some((form) => form.test(text)) || !/[“"«„]/u.test(text)
  return [...PORTRAITS, ...TRUST].some((form) => form.test(text))
}

/** Matches `Jane Doe covers …` and `Jane covers …`; few articles mention their author in any other way. */
function startsWithName(text: string, author: string): boolean {
  const [first = ''] = author.split(' ')
  const last = author.split(' ').at(-1) ?? ''
  const start = text.toLowerCase().replace(/^(?:(?:dr|prof|mr|mrs|ms|sir)\.? )+/u, '')
  return [author, first, last].some((name) => name.length >= 3 && start.startsWith(`${name.toLowerCase()} `))
}
