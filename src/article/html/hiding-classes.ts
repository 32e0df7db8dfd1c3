/** Classes that common style sheets (Tailwind, Bootstrap, Bulma, UIkit, WordPress) define as `display: none`. */
export const HIDING_CLASSES: readonly string[] = ['hidden', 'd-none', 'is-hidden', 'uk-hidden']

/** Matches one of them, as part of a regular expression. */
export const HIDING_CLASS = `(?:${HIDING_CLASSES.join('|')})`
