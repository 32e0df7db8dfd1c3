module.exports = {
  title: 'Lighthouse Tools',
  tagline: 'For keepers',
  url: 'https://lighthouse.example',
  baseUrl: '/tools/',
  onBrokenLinks: 'ignore',
  i18n: { defaultLocale: 'en', locales: ['en'] },
  presets: [
    [
      'classic',
      {
        docs: {},
        blog: { path: './log', routeBasePath: 'log', blogTitle: 'The log', feedOptions: { type: 'all' }, onInlineAuthors: 'ignore', onInlineTags: 'ignore', onUntruncatedBlogPosts: 'ignore' },
        theme: {},
      },
    ],
  ],
}
