import { directionOf, primaryLanguage } from '../direction.ts'
import { escapeHtml } from './tree.ts'

/** Text of a link to the rest of an article, by primary language. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['ar', 'متابعة القراءة'],
  ['bg', 'Прочетете още'],
  ['bn', 'আরও পড়ুন'],
  ['ca', 'Continua llegint'],
  ['cs', 'Číst dál'],
  ['da', 'Læs videre'],
  ['de', 'Weiterlesen'],
  ['el', 'Διαβάστε περισσότερα'],
  ['en', 'Continue reading'],
  ['es', 'Seguir leyendo'],
  ['et', 'Loe edasi'],
  ['fa', 'ادامهٔ مطلب'],
  ['fi', 'Jatka lukemista'],
  ['fr', 'Lire la suite'],
  ['ga', 'Léigh tuilleadh'],
  ['he', 'להמשך קריאה'],
  ['hi', 'आगे पढ़ें'],
  ['hr', 'Nastavi čitati'],
  ['hu', 'Tovább olvasom'],
  ['id', 'Lanjutkan membaca'],
  ['it', 'Continua a leggere'],
  ['ja', '続きを読む'],
  ['km', 'អានបន្ត'],
  ['ko', '계속 읽기'],
  ['lo', 'ອ່ານຕໍ່'],
  ['lt', 'Skaityti toliau'],
  ['lv', 'Lasīt tālāk'],
  ['nb', 'Les videre'],
  ['nl', 'Lees verder'],
  ['nn', 'Les vidare'],
  ['no', 'Les videre'],
  ['pl', 'Czytaj dalej'],
  ['pt', 'Continuar a ler'],
  ['ro', 'Citește mai departe'],
  ['ru', 'Читать дальше'],
  ['sk', 'Čítať ďalej'],
  ['sl', 'Preberi več'],
  ['sr', 'Прочитајте више'],
  ['sv', 'Läs vidare'],
  ['th', 'อ่านต่อ'],
  ['tr', 'Devamını oku'],
  ['uk', 'Читати далі'],
  ['ur', 'مزید پڑھیں'],
  ['vi', 'Đọc tiếp'],
  ['zh', '继续阅读'],
])
const TRADITIONAL = /^zh\b.*-(?:hant|tw|hk|mo)\b/i

/** A paragraph with a link to the whole article, in its language, or in English if there is no translation. */
export function continueReading(url: string, language: string): string {
  const words = TRADITIONAL.test(language) ? '繼續閱讀' : WORDS.get(primaryLanguage(language))
  const attributes = words === undefined ? ' lang="en"' : directionOf(language) === 'rtl' ? ' dir="rtl"' : ''
  return `<p${attributes}><a href="${escapeHtml(url)}">${words ?? WORDS.get('en') ?? ''}</a></p>`
}
