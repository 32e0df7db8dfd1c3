import { feedPlugin } from '@11ty/eleventy-plugin-rss'

export default function (config) {
  config.addPlugin(feedPlugin, {
    type: 'atom',
    outputPath: '/feed/feed.xml',
    collection: { name: 'posts', limit: 0 },
    metadata: { language: 'en', title: 'Kiln & Clay', subtitle: 'x', base: 'https://kiln.example/', author: { name: 'Rosa Field' } },
  })
  config.addPreprocessor('drafts', 'md', (data) => (data.draft ? false : undefined))
}

export const config = { dir: { input: 'content', data: '../_data', includes: '../_includes' } }
