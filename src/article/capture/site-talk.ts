import { isProse, type PageLine } from './page-lines.ts'

/**
 * What a site says to its readers about itself: offers, consent, rules of comments, thanks. Such sentences look like
 * those of an article, but use a few words all the time.
 */

/** Words about the site and the account of a reader, as beginnings of words. */
const STRONG =
  'newsletter|subscri|unsubscri|sign up|sign in|log ?in|e-?mail|inbox|privacy|cookie|terms (?:of|and)|account|password|register (?:now|here|for|to)|registration|unlimited|' +
  'website|comments?|commenting|preferences|advertis|promotion|affiliate|reprint|licen[cs]|republish|copyright|complaint|feedback|moderat|' +
  'whatsapp|facebook|instagram|notification|bookmark|download|télécharg|herunterlad|descarg|scarica|baixe|donat|spreaker|app store|google play|your data|your device|consent|personali[sz]|premium|paywall|free trial|cancel any|' +
  'postfach|anmeld|abonn|registrier|datenschutz|konto|kündbar|einwillig|werbung|einstellungen|zugang|mtl|lesezeichen|kommentar|' +
  'inscri|courriel|compte|consentement|confidentialité|désabonn|publicité|commentaires?|essai gratuit|identifi|' +
  'suscri|boletín|correo|cuenta|privacidad|comentarios?|registra|publicidad|' +
  'iscriv|casella|accedi|commenti|abbona|informativa|assin|cadastr|conta|comentários?|' +
  'nieuwsbrief|aanmeld|inloggen|reacties|account|voorwaarden|prenumer|logga in|nyhetsbrev|tilmeld|abonnement|' +
  'zapisz się|subskryb|zaloguj|konto|komentarz|prywatności|obserwuj|przedplať|přihlas|předplat|souhlas|' +
  'подпис|рассылк|комментар|регистрац|войдите|підпис|коментар|реєстрац|abone|yorum|üye ol|giriş yap|' +
  '会員|登録|ログイン|購読|無料|利用規約|メール|ニュースレター|订阅|登录|注册|会员|评论|구독|로그인|회원|댓글|이메일|' +
  'اشترك|النشرة|البريد|تعليق|تسجيل الدخول|حسابك|ملفات تعريف'

/** Words that are common in such sentences, and in others. */
const WEAK =
  'you|your|we|us|our|please|click|tap|stories|story|articles?|readers?|content|page|app|site|download|editors?|journalism|support|delivered|free|get|join|follow|thank you|thanks|at any time|see more|enjoyed|member|' +
  'sie|ihnen|ihr|ihre|ihrer|wir|uns|unser|unsere|unseren|bitte|klick|artikeln?|lesen|leser|seite|vielen dank|jetzt|monat|woche|mehr als|' +
  'vous|votre|vos|nous|notre|nos|merci|cliquez|articles?|lire|site|gratuit|mois|profitez|' +
  'tu|tus|su|usted|nosotros|nuestr[oa]s?|gracias|haz clic|artículos?|leer|gratis|mes|' +
  'ti|tua|tuo|nostr[oaie]|grazie|clicca|clicka|articoli|leggere|mese|sua|seu|nosso|nossa|clique|' +
  'je|jouw|ons|onze|klik|artikelen|bedankt|du|din|vi|vår|klicka|tack|dziękujemy|nasz|nasze|naszego|twój|kliknij|artykuł|' +
  'вы|ваш|мы|наш|спасибо|siz|bizi|teşekkür|記事|お読み|今すぐ|您|我们|文章|기사'

/** A price for a week or a month. */
const PRICE =
  '\\d ?[€$£] ?/|[€$£] ?\\d+(?:[.,]\\d+)? ?(?:/|a |per )|\\d (?:euros?|dollars?) (?:a |per |im |pro |par |al |por )'

const start = (words: string): RegExp =>
  new RegExp(
    `(?<![\\p{L}\\p{M}])(?:${words})|(?:会員|登録|ログイン|購読|無料|利用規約|订阅|登录|注册|구독|로그인|記事|お読み|今すぐ)`,
    'giu',
  )
const STRONG_WORDS = start(`${STRONG}|${PRICE}`)
const WEAK_WORDS = new RegExp(`(?<![\\p{L}\\p{M}])(?:${WEAK})(?![\\p{L}\\p{M}])`, 'giu')
const WORDS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{2}|[\p{L}\p{M}\p{N}]+/gu
const QUOTED = /[“"«„「].{12,}[”"»“」]/u

/** A single word proves nothing. */
const LEAST = 1.5

/**
 * How much a line speaks of the site instead of its subject, as a share of its words; 0 for quotations, since people in
 * articles have accounts, too.
 */
export function siteTalkIn(text: string): number {
  if (QUOTED.test(text)) return 0
  const words = text.match(WORDS)?.length ?? 0
  const strong = text.match(STRONG_WORDS)?.length ?? 0
  const weak = text.match(WEAK_WORDS)?.length ?? 0
  const talk = strong + weak / 2
  return strong === 0 || talk < LEAST ? 0 : talk / Math.max(words, 8)
}

const ADDRESS =
  /(?<![\p{L}\p{M}])(?:you|your|you['’]ll|we|we['’]ll|our|us|sie|ihnen|ihre?[mnr]?|wir|unsere?[mnr]?|vous|votre|vos|nous|notre|nos|tu|tus|te|nuestr[oa]s?|ti|tua|tuo|nostr[oaie]|je|jouw|onze?)(?![\p{L}\p{M}])/giu

/** Whether a text speaks to its readers, as an offer does. */
export function addressesReader(text: string): boolean {
  return !QUOTED.test(text) && (text.match(ADDRESS)?.length ?? 0) >= 2
}

/** Share of words about the site of a line that is furniture beside other furniture, and of one beside a short line. */
export const TALK = 0.12
const MUCH_TALK = 0.2
/** Length of a text that is furniture in the middle of an article, too, if it has much of this. */
const LONG_TALK = 120

/** `lines` with what the site says about itself as furniture. In the middle of running text, nothing is changed. */
export function withoutSiteTalk(lines: readonly PageLine[]): readonly PageLine[] {
  const result = [...lines]
  const mark = (at: number, beside: number) => {
    const line = result[at]
    if (line?.kind !== 'text' || !isProse(line.text)) return
    const talk = siteTalkIn(line.text)
    const around = [result[beside], lines[at - 1], lines[at + 1]]
    if (talk === 0) return
    if (talk >= MUCH_TALK && line.text.length >= LONG_TALK) result[at] = { ...line, kind: 'single' }
    const isLast = !lines.slice(at + 1).some(({ kind, text }) => kind === 'text' && isProse(text))
    if (isLast && isBelowLinks(lines, at) && addressesReader(line.text))
      result[at] = { ...line, kind: 'single' }
    if (talk < TALK) return
    const isBeside = around.some((other) => other === undefined || other.kind !== 'text')
    const isAtBreak = around.some((other) => other !== undefined && !isProse(other.text))
    if (isBeside || (talk >= MUCH_TALK && isAtBreak)) result[at] = { ...line, kind: 'single' }
  }
  for (let at = 0; at < result.length; at += 1) mark(at, at - 1)
  for (let at = result.length - 1; at >= 0; at -= 1) mark(at, at + 1)
  return result
}

/** Whether two short lines, such as links, are above a line. */
function isBelowLinks(lines: readonly PageLine[], at: number): boolean {
  const above = lines.slice(Math.max(0, at - 2), at)
  return above.length === 2 && above.every(({ text }) => !isProse(text))
}
