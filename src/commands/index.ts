import type { CommandEntry } from './command.ts'

/** All commands, in the order of `--help`. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'build',
    summary: 'publish once',
    load: async () => (await import('./build.ts')).build,
  },
  {
    name: 'start',
    summary: 'publish on the schedule, and serve the feeds',
    load: async () => (await import('./start.ts')).start,
  },
  {
    name: 'serve',
    summary: 'serve the feeds that another process or machine publishes',
    load: async () => (await import('./serve.ts')).serve,
  },
  {
    name: 'announce',
    summary: 'purge caches and notify hubs after a build',
    load: async () => (await import('./announce.ts')).announce,
  },
  {
    name: 'init',
    summary: 'write the settings for an existing site',
    load: async () => (await import('./init.ts')).init,
  },
  {
    name: 'import',
    summary: 'convert saved pages into Markdown articles',
    load: async () => (await import('./import.ts')).importCaptures,
  },
  {
    name: 'stamp',
    summary: 'write ids and dates into the articles',
    load: async () => (await import('./stamp.ts')).stamp,
  },
  {
    name: 'check',
    summary: 'check feeds, from files or addresses',
    load: async () => (await import('./check.ts')).check,
  },
  {
    name: 'probe',
    summary: 'request a feed as feed readers do, and report problems and traffic',
    load: async () => (await import('./probe.ts')).probe,
  },
  {
    name: 'status',
    summary: 'show what is published and how many read it',
    load: async () => (await import('./status.ts')).status,
  },
  {
    name: 'completion',
    summary: 'print a completion script for bash, zsh or fish',
    load: async () => (await import('./completion.ts')).completionOf(() => commands),
  },
]
