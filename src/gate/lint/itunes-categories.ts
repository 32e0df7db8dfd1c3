import type { SourceDocument } from './source-document.ts'
import type { FeedElement } from './xml-tree.ts'

/** Apple Podcasts categories and their subcategories, as of 2019. */
export const ITUNES_CATEGORIES: ReadonlyMap<string, ReadonlySet<string>> = categories(`
Arts: Books, Design, Fashion & Beauty, Food, Performing Arts, Visual Arts
Business: Careers, Entrepreneurship, Investing, Management, Marketing, Non-Profit
Comedy: Comedy Interviews, Improv, Stand-Up
Education: Courses, How To, Language Learning, Self-Improvement
Fiction: Comedy Fiction, Drama, Science Fiction
Government:
Health & Fitness: Alternative Health, Fitness, Medicine, Mental Health, Nutrition, Sexuality
History:
Kids & Family: Education for Kids, Parenting, Pets & Animals, Stories for Kids
Leisure: Animation & Manga, Automotive, Aviation, Crafts, Games, Hobbies, Home & Garden, Video Games
Music: Music Commentary, Music History, Music Interviews
News: Business News, Daily News, Entertainment News, News Commentary, Politics, Sports News, Tech News
Religion & Spirituality: Buddhism, Christianity, Hinduism, Islam, Judaism, Religion, Spirituality
Science: Astronomy, Chemistry, Earth Sciences, Life Sciences, Mathematics, Natural Sciences, Nature, Physics, Social Sciences
Society & Culture: Documentary, Personal Journals, Philosophy, Places & Travel, Relationships
Sports: Baseball, Basketball, Cricket, Fantasy Sports, Football, Golf, Hockey, Rugby, Running, Soccer, Swimming, Tennis, Volleyball, Wilderness, Wrestling
Technology:
True Crime:
TV & Film: After Shows, Film History, Film Interviews, Film Reviews, TV Reviews
`)

/** Categories that Apple has removed. Under a category that still exists, only the subcategory is obsolete. */
export const OBSOLETE_ITUNES_CATEGORIES: ReadonlyMap<string, ReadonlySet<string>> = categories(`
Arts: Architecture, Entertainment, Fashion, Literature, Photography, Poetry
Arts & Entertainment: Architecture, Books, Design, Entertainment, Games, Performing Arts, Photography, Poetry, Science Fiction
Audio Blogs:
Business: Business News, Finance, Management & Marketing, Shopping
Education: Educational Technology, Education Technology, Higher Education, K-12, Language Courses, Training
Family:
Food:
Games & Hobbies: Automotive, Aviation, Hobbies, Other Games, Video Games
Government & Organizations: Local, National, Non-Profit, Regional
Health: Diet & Nutrition, Fitness, Relationships, Self-Help, Sexuality
Health & Fitness: Fitness & Nutrition, Self-Help
International: Australian, Belgian, Brazilian, Canadian, Chinese, Dutch, French, German, Hebrew, Italian, Japanese, Norwegian, Polish, Portuguese, Spanish, Swedish
Movies & Television:
News & Politics: Conservative (Right), Liberal (Left)
Politics:
Public Radio:
Religion & Spirituality: New Age, Other
Science & Medicine: Medicine, Natural Sciences, Social Sciences
Society & Culture: Gay & Lesbian, History
Sports & Recreation: Amateur, College & High School, Outdoor, Professional
Talk Radio:
Technology: Computers, Developers, Gadgets, Information Technology, News, Operating Systems, Podcasting, Software How-To, Tech News
Transportation: Automotive, Aviation, Bicycles, Commuting
Travel:
`)

/** A category of a podcast; `above` is the parent category of a subcategory. */
interface PlacedCategory {
  readonly element: FeedElement
  readonly name: string
  readonly above?: string
  /** For people, for example `Arts: Books`. */
  readonly shown: string
}

/** Whether the table has the category, at its level. */
export function hasCategory(
  table: ReadonlyMap<string, ReadonlySet<string>>,
  { name, above }: PlacedCategory,
): boolean {
  return above === undefined ? table.has(name) : table.get(above)?.has(name) === true
}

/** The categories in a feed, without those that have no text. */
export function placedCategories(document: SourceDocument): PlacedCategory[] {
  return document.named('itunes:category').flatMap((element) => {
    const name = element.attributes.get('text')?.trim()
    const { parent } = element
    const above = parent?.name === 'itunes:category' ? parent.attributes.get('text')?.trim() : undefined
    if (name === undefined) return []
    return above === undefined
      ? { element, name, shown: name }
      : { element, name, above, shown: `${above}: ${name}` }
  })
}

function categories(table: string): Map<string, Set<string>> {
  return new Map(
    [...table.matchAll(/^([^:\n]+):(.*)$/gm)].map(([, name = '', list = '']) => [
      name,
      new Set(list.split(',').map((one) => one.trim())),
    ]),
  )
}
