import { endsSentence, isItem, type PageLine } from './page-lines.ts'

/** Labels whose description is in the next line. */
const LABEL =
  /^(?:image|photo|video|bild|foto|picture) (?:source|caption|credit|quelle|text|description)[,:]?$/iu
/** Where a page describes a picture for people who cannot see it. */
const PICTURE = /^image$/iu
/** Buttons below the description of a picture and its credit. */
const BUTTON =
  /^(?:(?:hide|toggle|show) caption|enlarge(?: this)? image|view image in fullscreen|open image in gallery)$/iu
const SOURCE = /^(?:image|photo|video|bild|foto|picture) (?:source|credit|quelle)\b/iu
/** A credit of a photographer on a line of its own: `Liam Novak/Lakeside Public Media`. */
const CREDIT = /^(?:\p{Lu}[\p{L}.'’-]+ ){1,3}\p{Lu}[\p{L}.'’-]+ ?\/ ?\p{Lu}[^/.!?]{1,50}$/u
/** A caption and its photographer in capitals: `The lake in May ANN-MARIE DOE`. */
const PHOTOGRAPHER = /\p{Ll}[.,;]? (?:\p{Lu}{2}[\p{Lu}'’-]+ ){1,2}\p{Lu}[\p{Lu}'’-]{3,}$/u
/** How descriptions of pictures begin that are sentences, which are written for people who do not see them. */
const SCENE =
  /^(?:illustration of|photo of|an?|two|three|four|five|six|several|some|many|rows?|people|men|women|children|close-?up|aerial|black[- ]and[- ]white|eine?|zwei|drei|vier|mehrere|une?|deux|trois|des|un[ao]?|dos|tres|varios|varias) /iu
/** Whether a text describes what a picture shows, as opposed to a caption. */
const isScene = (text: string): boolean => SCENE.test(text) && endsSentence(text)

/** Maximum length of a description, in characters. */
const MOST = 250

/** `lines` with what a label names as a caption, credits, and sentences about the picture above a caption. */
export function withCaptions(lines: readonly PageLine[]): readonly PageLine[] {
  return marked(lines, (at) => {
    const [above, { text }, next] = [lines[at - 1] ?? NONE, lines[at] ?? NONE, lines[at + 1] ?? NONE]
    if (LABEL.test(above.text) || CREDIT.test(text) || PHOTOGRAPHER.test(text)) return true
    return (
      SCENE.test(text) &&
      ((PICTURE.test(above.text) && !isItem(text)) ||
        (isScene(text) && isPicture(next) && !/^[([©]/u.test(next.text)))
    )
  })
}

/**
 * `lines` of the text with the descriptions above pictures and captions as captions, too. A headline would be one as
 * well if there is a picture below it.
 */
export function withDescriptions(lines: readonly PageLine[]): readonly PageLine[] {
  return marked(lines, (at) => {
    const [{ text, block }, next, afterNext] = [
      lines[at] ?? NONE,
      lines[at + 1] ?? NONE,
      lines[at + 2] ?? NONE,
    ]
    if (isItem(text)) return false
    if (CREDIT.test(next.text) && BUTTON.test(afterNext.text)) return true
    return isPicture(next) && next.block === block && !endsSentence(text)
  })
}

const isPicture = ({ kind, text }: PageLine): boolean =>
  kind === 'caption' || SOURCE.test(text) || BUTTON.test(text)

const NONE: PageLine = { text: '', block: -1, kind: 'text' }

function marked(lines: readonly PageLine[], isCaption: (at: number) => boolean): readonly PageLine[] {
  return lines.map((line, at) =>
    line.kind === 'text' && line.text.length <= MOST && isCaption(at) ? { ...line, kind: 'caption' } : line,
  )
}
