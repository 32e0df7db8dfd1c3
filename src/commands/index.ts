import type { CommandEntry } from './command.ts'

/** Every command, in the order of `--help`. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'build',
    summary: 'publish what changed, once',
    load: async () => (await import('./build.ts')).build,
  },
  {
    name: 'start',
    summary: 'publish now and again on the schedule, and serve the feeds',
    load: async () => (await import('./start.ts')).start,
  },
  {
    name: 'serve',
    summary: 'serve what another process or machine publishes',
    load: async () => (await import('./serve.ts')).serve,
  },
  {
    name: 'announce',
    summary: 'tell caches and hubs what changed, once it is where readers get it',
    load: async () => (await import('./announce.ts')).announce,
  },
  {
    name: 'init',
    summary: 'write the settings of a site that is there',
    load: async () => (await import('./init.ts')).init,
  },
  {
    name: 'import',
    summary: 'turn saved pages into Markdown articles',
    load: async () => (await import('./import.ts')).importCaptures,
  },
  {
    name: 'stamp',
    summary: 'write minted ids and first-seen dates into the articles, for ever',
    load: async () => (await import('./stamp.ts')).stamp,
  },
  {
    name: 'check',
    summary: 'say what is wrong with any feed, from a file or an address',
    load: async () => (await import('./check.ts')).check,
  },
  {
    name: 'probe',
    summary: 'ask for a feed as readers do, and say what they get and what it costs',
    load: async () => (await import('./probe.ts')).probe,
  },
  {
    name: 'status',
    summary: 'say what is published and who reads it',
    load: async () => (await import('./status.ts')).status,
  },
  {
    name: 'completion',
    summary: 'print a script with which bash, zsh or fish completes commands and options',
    load: async () => (await import('./completion.ts')).completionOf(() => commands),
  },
]
