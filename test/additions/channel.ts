import type { ChannelKind, CommitListening } from '../../src/coordination/commit-channel.ts'

/** What was said, by address. */
export const said: string[] = []
const listening = new Map<string, Set<CommitListening>>()

/** Carries messages within this process. */
export const loudspeaker: ChannelKind = {
  label: 'a loudspeaker',
  schemes: ['loudspeaker'],
  example: 'loudspeaker://host',
  takes: () => true,
  open: (url) => ({
    name: 'the loudspeaker',
    async publish() {
      said.push(url)
      for (const { heard } of listening.get(url) ?? []) heard()
    },
    async subscribe(listener, signal) {
      const others = listening.get(url) ?? new Set()
      listening.set(url, others.add(listener))
      signal.addEventListener('abort', () => others.delete(listener))
    },
  }),
}
