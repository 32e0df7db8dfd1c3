import { astro } from './astro.ts'
import type { Dialect, SiteFolder } from './dialect.ts'
import { docusaurus } from './docusaurus.ts'
import { eleventy } from './eleventy.ts'
import { gatsby } from './gatsby.ts'
import { hexo } from './hexo.ts'
import { hugo } from './hugo.ts'
import { jekyll } from './jekyll.ts'
import type { DialectName } from './names.ts'
import { next } from './next.ts'
import { nikola } from './nikola.ts'
import { obsidian } from './obsidian.ts'
import { pelican } from './pelican.ts'
import { vitepress } from './vitepress.ts'
import { zola } from './zola.ts'

/** Programs whose folders can be read directly, the most reliably recognized first. */
export const DIALECTS: readonly Dialect[] = [
  docusaurus,
  astro,
  eleventy,
  gatsby,
  pelican,
  nikola,
  hexo,
  jekyll,
  zola,
  hugo,
  next,
  vitepress,
  obsidian,
]

export function dialectNamed(name: DialectName): Dialect {
  const found = DIALECTS.find((dialect) => dialect.name === name)
  if (found === undefined) throw new RangeError(`there is no dialect ${name}`)
  return found
}

/** The programs whose site the folder may be, the most likely first; empty if none is recognized. */
export function dialectsOf(folder: SiteFolder): readonly Dialect[] {
  return DIALECTS.filter((dialect) => dialect.detect(folder))
}
