import type { FeedDefinition } from '../../src/feed/definition.ts'
import type { Item } from '../../src/feed/document.ts'
import type { FeedListing } from '../../src/pages/listing.ts'
import { at, item, listing, site } from './sample.ts'

/** A believable newsroom, to be looked at in a browser. `picture` is where the page is served from. */

const generated = { generated: true } as const

export const world = listing('world', {
  title: `${site.title}: World`,
  description: 'Reports from every continent, with the documents they rest on.',
  rights: '© 2024 The Example Courier',
  translations: ['welt', 'alam'],
})

export const german = listing('de/welt', {
  name: 'welt',
  title: `${site.title}: Welt`,
  description: 'Berichte aus allen Erdteilen.',
  language: 'de',
  selection: { languages: ['de'] },
  translations: ['world', 'alam'],
})

export const arabic = listing('ar/alam', {
  name: 'alam',
  title: 'بريد المثال: العالم',
  description: 'تقارير من كل القارات، مع الوثائق التي تستند إليها.',
  language: 'ar',
  selection: { languages: ['ar'] },
  translations: ['world', 'welt'],
})

export const welsh = listing('cy', {
  title: `${site.title}: Y Byd`,
  description: 'Adroddiadau o bob cyfandir.',
  language: 'cy',
  selection: { languages: ['cy'] },
})

const named = (path: string, name: string, rest: Partial<FeedDefinition>) =>
  listing(path, { title: `${site.title}: ${name}`, ...rest })

export const newsroom: readonly FeedListing[] = [
  listing('all', { title: site.title, description: 'Every article of every section.', selection: {} }),
  world,
  named('business', 'Business', { description: 'Markets, work and the price of bread.' }),
  named('science', 'Science', { description: 'What was found, by whom, and how sure they are.' }),
  named('long-reads', 'Long reads', {
    description: 'The weekend’s three longest stories.',
    selection: { sections: ['world', 'science'], tags: ['long-read'] },
  }),
  german,
  arabic,
  welsh,
  ...['Climate', 'Elections', 'Middle East', 'Shipping', 'Vaccines'].map((name) =>
    named(`tags/${name.toLowerCase().replace(' ', '-')}`, name, {
      selection: { tags: [name] },
      ...generated,
    }),
  ),
  ...['Amara Okafor', 'Jonas Lindqvist', 'Mei-Ling Tran'].map((name) =>
    named(`authors/${name.toLowerCase().replace(' ', '-')}`, name, {
      selection: { authors: [name] },
      ...generated,
    }),
  ),
]

export function worldItems(picture: string): readonly Item[] {
  return [
    item('strikes', {
      title:
        'United States strikes 85 targets in Iraq and Syria after the deaths of three soldiers in Jordan',
      summary:
        'Bombers flew from the United States and hit command centres, rocket stores and drone sites at seven places. Washington said the response had begun and would continue at times and places of its choosing; Baghdad spoke of a violation of its sovereignty.',
      authors: [{ name: 'Amara Okafor', url: 'https://courier.example/authors/amara-okafor/' }],
      image: {
        url: `${picture}/picture.svg`,
        type: 'image/svg+xml',
        width: 1200,
        height: 800,
        alt: 'A grey bomber takes off at dusk',
        credit: 'Photograph: Jonas Lindqvist / The Example Courier',
      },
      updated: at('2024-02-03T08:15:00Z'),
    }),
    item('ports', {
      title: 'Red Sea ports reopen to container ships < 2 weeks after closing',
      summary: 'Two carriers return; insurers ask for more.',
      published: at('2024-02-01T06:30:00Z'),
      updated: at('2024-02-01T06:30:00Z'),
      authors: [{ name: 'Jonas Lindqvist' }, { name: 'Mei-Ling Tran' }],
    }),
    item('hebrew', {
      title: 'הבחירות המקומיות נדחו בחודש',
      summary: 'משרד הפנים הודיע על מועד חדש לבחירות ברשויות המקומיות.',
      language: 'he',
      published: at('2024-01-31T12:00:00Z'),
      updated: at('2024-01-31T12:00:00Z'),
    }),
    item('long', {
      title:
        'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft files for protection',
      summary: `See https://courier.example/documents/${'a-very-long-path-without-any-space-'.repeat(4)}`,
      image: { url: `${picture}/broken.png`, type: 'image/png', alt: 'The company’s yard on the Danube' },
      authors: [{ name: 'Mei-Ling Tran' }],
      published: at('2024-01-30T16:45:00Z'),
      updated: at('2024-01-30T16:45:00Z'),
    }),
    item('quiet', {
      title: 'In brief',
      published: at('2024-01-29T09:00:00Z'),
      updated: at('2024-01-29T09:00:00Z'),
    }),
  ]
}

export function arabicItems(picture: string): readonly Item[] {
  return [
    item('darabat', {
      title: 'ضربات أميركية على 85 هدفًا في العراق وسوريا',
      summary:
        'قالت واشنطن إن الرد بدأ وسيستمر في الأوقات والأماكن التي تختارها، وتحدثت بغداد عن انتهاك لسيادتها.',
      authors: [{ name: 'أمارا أوكافور' }, { name: 'Jonas Lindqvist' }],
      image: {
        url: `${picture}/picture.svg`,
        type: 'image/svg+xml',
        width: 1200,
        height: 800,
        alt: 'قاذفة رمادية تقلع',
      },
    }),
    item('mawani', {
      title: 'Maersk: عودة سفن الحاويات إلى البحر الأحمر',
      summary: 'تعود شركتان، وتطلب شركات التأمين المزيد.',
      published: at('2024-02-01T06:30:00Z'),
      updated: at('2024-02-01T07:30:00Z'),
    }),
  ]
}
