import { isSelector } from '../article/page/selectors.ts'
import { nearest } from '../article/suggestion.ts'
import { wordKey } from '../article/word-key.ts'
import { documentPath } from '../feed/document-path.ts'
import { formatEntries } from '../formats/index.ts'
import { ALL_SECTIONS, declaredFeeds } from './declared-feeds.ts'
import { pathKey } from './feed-path.ts'
import { type Problem, type SettingPath, settingName } from './problem.ts'
import { publishingOf } from './publishing.ts'
import type { Settings } from './settings.ts'

/** Problems of settings that are valid separately but conflict with each other. */
export function conflictsIn(settings: Settings): readonly Problem[] {
  return [
    ...authorsTwice(settings),
    ...sourcesOfOneName(settings),
    ...selectorsUnread(settings),
    ...targetsTwice(settings),
    ...sharedByFeeds(settings),
    ...unknownSections(settings),
    ...unknownTranslations(settings),
    ...contradictoryMoves(settings),
  ]
}

function authorsTwice(settings: Settings): readonly Problem[] {
  if (settings.author === undefined || settings.authors === undefined) return []
  return [
    {
      code: 'settings-conflict',
      path: ['authors'],
      at: 'key',
      message: 'author and authors are both set',
      got: 'both',
      expected: 'one of them',
      fix: 'put all names under authors: and remove author:',
    },
  ]
}

/** Invalid CSS selectors for generated pages. */
function selectorsUnread({ sources = [] }: Settings): readonly Problem[] {
  return sources.flatMap((source, index) =>
    Object.entries(source)
      .filter(([name]) => source.kind === 'built' && ['article', 'body'].includes(name))
      .flatMap(([name, selector]) =>
        typeof selector !== 'string' || isSelector(selector)
          ? []
          : [
              {
                code: 'settings-value' as const,
                path: ['sources', index, name],
                at: 'value' as const,
                message: 'is not a supported CSS selector',
                got: selector,
                expected: 'a CSS selector such as article.post or [data-body]',
                fix: 'correct it',
              },
            ],
      ),
  )
}

function targetsTwice({ targets = [] }: Settings): readonly Problem[] {
  return targets.flatMap((target, index): readonly Problem[] => {
    const first = targets.findIndex((other) => placeOf(other) === placeOf(target))
    if (first === index) return []
    return [
      {
        code: 'settings-conflict',
        path: ['targets', index],
        at: 'value',
        message: `is the same target as ${settingName(['targets', first])}`,
        got: placeOf(target),
        expected: 'another folder or bucket',
        fix: 'remove one of them',
      },
    ]
  })
}

/** The location of a target, without its other settings. */
const placeOf = (target: object): string =>
  JSON.stringify(
    Object.entries(target)
      .filter(([name]) => PLACE.includes(name))
      .toSorted(),
  )
const PLACE = ['kind', 'path', 'bucket', 'prefix', 'endpoint']

function sourcesOfOneName({ sources = [] }: Settings): readonly Problem[] {
  return sources.flatMap(({ name = '' }, index): readonly Problem[] => {
    const first = sources.findIndex((other) => (other.name ?? '') === name)
    if (first === index) return []
    return [
      {
        code: 'settings-conflict',
        path: name === '' ? ['sources', index] : ['sources', index, 'name'],
        at: 'value',
        message:
          name === ''
            ? `two sources have no name: ${settingName(['sources', first])} and ${settingName(['sources', index])}`
            : `two sources have the name ${name}`,
        got: name === '' ? 'no name' : name,
        expected: 'a different name for each source; one may have none',
        fix: 'give the newer one another name; the articles of the other keep their ids',
      },
    ]
  })
}

/** No two feeds may have the same name or id, or the same folder on a file system that ignores case. */
function sharedByFeeds(settings: Settings): readonly Problem[] {
  const problems: Problem[] = []
  const holders = new Map<string, SettingPath>()
  const feeds = declaredFeeds(
    settings,
    publishingOf(settings, () => undefined),
  )
  for (const { at, definition } of feeds) {
    const addresses = formatEntries
      .filter((format) => definition.formats.includes(format.name))
      .map(({ fileName }) => ['address', pathKey(documentPath(definition, fileName))] as const)
    const claims = [
      ['name', definition.name],
      ['path', pathKey(definition.path)],
      ['id', definition.id],
      ...addresses,
    ] as const
    for (const [what, value] of claims) {
      const claim = `${what} ${value}`
      const holder = holders.get(claim)
      if (holder === undefined) {
        holders.set(claim, at)
        continue
      }
      problems.push({
        code: 'settings-conflict',
        path: at,
        at: 'key',
        message: `the feeds of ${settingName(holder)} and ${settingName(at)} have the same ${what}`,
        got: value,
        expected: `a different ${what} for each feed`,
        fix: what === 'name' ? 'rename one of them' : `give one of them another ${what}:`,
      })
      break
    }
  }
  return problems
}

function unknownSections(settings: Settings): readonly Problem[] {
  const known = Object.keys(settings.sections)
  return Object.entries(settings.feeds).flatMap(([name, feed]) =>
    [
      ...named(['feeds', name, 'sections'], feed.sections),
      ...named(['feeds', name, 'exclude', 'sections'], feed.exclude?.sections),
    ].flatMap(({ path, value }) =>
      known.some((name) => wordKey(name) === wordKey(value))
        ? []
        : [notAmong(path, value, known, 'section', 'under sections:')],
    ),
  )
}

function unknownTranslations(settings: Settings): readonly Problem[] {
  const known = [
    ...Object.entries(settings.sections).flatMap(([name, { feed }]) => (feed === false ? [] : [name])),
    ...Object.keys(settings.feeds),
    ...(settings.allSections === false ? [] : [ALL_SECTIONS]),
  ]
  const lists = [
    ...Object.entries(settings.sections).map(([name, { feed }]) => ({
      path: ['sections', name, 'feed', 'translations'],
      list: typeof feed === 'boolean' ? undefined : feed.translations,
    })),
    ...Object.entries(settings.feeds).map(([name, feed]) => ({
      path: ['feeds', name, 'translations'],
      list: feed.translations,
    })),
  ]
  return lists
    .flatMap(({ path, list }) => named(path, list))
    .flatMap(({ path, value }) =>
      known.includes(value) ? [] : [notAmong(path, value, known, 'feed', 'under sections: or feeds:')],
    )
}

function named(path: SettingPath, list: readonly string[] = []) {
  return list.map((value, index) => ({ path: [...path, index], value }))
}

function notAmong(
  path: SettingPath,
  value: string,
  known: readonly string[],
  what: string,
  where: string,
): Problem {
  const near = nearest(value, known)
  return {
    code: 'settings-value',
    path,
    at: 'value',
    message: `${settingName(path)} is a ${what} that is not defined`,
    got: value,
    expected: near ?? (known.length === 0 ? `a ${what} defined ${where}` : `one of ${known.join(', ')}`),
    fix: near === undefined ? `define the ${what} ${where}` : `write ${near} instead`,
  }
}

/** A path is either moved or gone, and a chain of redirects must end. */
function contradictoryMoves({ redirects, gone }: Settings): readonly Problem[] {
  const problems: Problem[] = []
  gone.forEach((path, index) => {
    if (redirects[path] === undefined) return
    problems.push({
      code: 'settings-conflict',
      path: ['gone', index],
      at: 'value',
      message: `${path} is both in gone and in redirects`,
      got: 'both',
      expected: 'one of them',
      fix: 'remove it from gone: or from redirects:',
    })
  })
  for (const start of Object.keys(redirects)) {
    const seen = new Set<string>()
    let path: string | undefined = start
    while (path !== undefined && !seen.has(path)) {
      seen.add(path)
      path = redirects[path]?.to
    }
    if (path !== start) continue
    problems.push({
      code: 'settings-conflict',
      path: ['redirects', start],
      at: 'value',
      message: `the redirect of ${start} leads back to itself`,
      got: [...seen, start].join(' → '),
      expected: 'redirects that end at a page',
      fix: 'remove the redirect that closes the loop',
    })
  }
  return problems
}
