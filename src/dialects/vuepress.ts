import type { Dialect } from './dialect.ts'
import { pressDialect } from './vitepress.ts'

/** Blogs made with VuePress: Markdown in folders with names of article folders. */
export const vuepress: Dialect = pressDialect({
  folder: '.vuepress',
  index: /(?:^|\/)(?:README|index)$/i,
})
