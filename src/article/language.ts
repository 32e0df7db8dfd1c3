/** The two-letter subtags of the IANA Language Subtag Registry that are not deprecated (ISO 639-1). */
const TWO_LETTERS: ReadonlySet<string> = new Set(
  (
    'aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en ' +
    'eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ' +
    'ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ' +
    'ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st ' +
    'su sv sw ta te tg th ti tk tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu'
  ).split(' '),
)

/**
 * The canonical form of a BCP 47 tag; undefined if it is not one. A locale of an operating system (`pt_BR`,
 * `de_DE.UTF-8`) is converted to its tag. The primary subtag has two or three letters: RFC 5646 section 2.2.1 reserves
 * longer ones for registration, and none is registered.
 */
export function canonicalLanguage(text: string): string | undefined {
  const tag = text.replace(/[.@].*$/s, '').replaceAll('_', '-')
  try {
    const [canonical] = Intl.getCanonicalLocales(tag)
    const language = canonical?.split('-')[0] ?? ''
    return language.length === 3 || TWO_LETTERS.has(language) ? canonical : undefined
  } catch {
    return undefined
  }
}

/** The tag of the language with this English or native name, such as `German` or `Deutsch`. */
export function languageNamed(name: string): string | undefined {
  const wanted = name.trim().toLowerCase()
  const isName = (locale: string, tag: string) =>
    new Intl.DisplayNames([locale], { type: 'language' }).of(tag)?.toLowerCase() === wanted
  return [...TWO_LETTERS].find((tag) => isName('en', tag) || isName(tag, tag))
}
