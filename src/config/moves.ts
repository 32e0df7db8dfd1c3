import type { Settings } from './settings.ts'

/** Tells of a path in the published set whether `redirects` or `gone` say what became of it. */
export function releasedBy({
  redirects,
  gone,
}: Pick<Settings, 'redirects' | 'gone'>): (path: string) => boolean {
  const named = new Set([...Object.keys(redirects), ...gone])
  const folders = [...named].filter((path) => path.endsWith('/'))
  return (path) => named.has(`/${path}`) || folders.some((folder) => `/${path}`.startsWith(folder))
}
