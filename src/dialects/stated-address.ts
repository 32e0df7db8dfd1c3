import type { SiteFolder } from './dialect.ts'

/** Locations of the file that configures the host name for GitHub Pages and other hosts. */
const HOST_FILES = ['', 'static/', 'public/', 'source/', 'src/', 'content/', 'content/extra/', 'docs/'].map(
  (folder) => `${folder}CNAME`,
)

/** The address of a site whose configuration does not state it, from its host name. Undefined if there is none. */
export function statedAddress(folder: SiteFolder): string | undefined {
  for (const file of HOST_FILES) {
    const host = folder.read(file)?.trim().split(/\s+/)[0] ?? ''
    if (/^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z]{2,}$/i.test(host)) return `https://${host.toLowerCase()}/`
  }
  return undefined
}
