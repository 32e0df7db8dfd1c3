import type { Settings } from './settings.ts'

/** Tests whether `redirects` or `gone` contains a path in the published set. */
export function releasedBy({
  redirects,
  gone,
}: Pick<Settings, 'redirects' | 'gone'>): (path: string) => boolean {
  const named = new Set([...Object.keys(redirects), ...gone])
  const folders = [...named].filter((path) => path.endsWith('/'))
  return (path) => named.has(`/${path}`) || folders.some((folder) => `/${path}`.startsWith(folder))
}
