/** The markdown-it plug-ins that have no types; only what is used here. */
declare module 'markdown-it-footnote' {
  const plugin: (markdown: import('markdown-it').MarkdownIt) => void

  export default plugin
}

declare module 'markdown-it-deflist' {
  const plugin: (markdown: import('markdown-it').MarkdownIt) => void

  export default plugin
}

declare module 'markdown-it-container' {
  const plugin: (
    markdown: import('markdown-it').MarkdownIt,
    name: string,
    options: {
      readonly validate: (params: string) => boolean
      readonly render: import('markdown-it').RendererRule
    },
  ) => void

  export default plugin
}

declare module 'markdown-it-emoji/lib/data/full.mjs' {
  /** Code without colons → character. */
  const emoji: Readonly<Record<string, string>>

  export default emoji
}
