import { articleKindOf, withoutEnding } from '../article/article-kind.ts'

/**
 * Marks by which sync and merge programs name the copy of a file with conflicting changes: after the name, before its
 * extension. The first group is the name without the mark.
 */
const MARKS: readonly RegExp[] = [
  // Syncthing
  /^(.+)\.sync-conflict-\d{8}-\d{6}(?:-[A-Z0-9]+)?$/i,
  // ownCloud, older Nextcloud
  /^(.+)[ ._-]conflict[ ._-]\d{6,8}[\dT._-]*$/i,
  // Synology Drive
  /^(.+)_[^_]+_[a-z]{3}-\d{2}-\d{6}-\d{4}_conflict$/i,
  // Google Drive, pCloud
  /^(.+?) ?\[conflict(?:ed)?\]$/i,
  // Resilio Sync, rclone
  /^(.+)\.conflict\d*$/i,
  // OneDrive, which appends the name of the Windows computer
  /^(.+)-(?:DESKTOP|LAPTOP)-[A-Z0-9]{7}(?:-\d+)?$/,
  // Cloud drives mounted as disks
  /^(.+)\.cloud-conflict(?:[-_.].*)?$/i,
  // Remotely Save
  /^(.+)\.dup$/i,
  // git mergetool
  /^(.+)[._](?:BACKUP|BASE|LOCAL|REMOTE)[._]\d+$/,
  // Mercurial, patch, Subversion, editors
  /^(.+)\.(?:orig|bak|mine|theirs)$/i,
  /^(.+)~$/,
]

/** `name (text in parentheses)`: Dropbox, Nextcloud, Box, Seafile, Obsidian, Nutstore and others. */
const IN_PARENTHESES = /^(.+?) ?\(([^()]+)\)$/
const PHRASES =
  /conflict(?:ed)? copy|\b(?:SF|NS)Conflict\b|\b(?:case|selective sync|white ?space|unicode encoding|nutstore) conflict\b|konflikt-?kopie|in konflikt stehende kopie|conflicterende kopie|konfliktkopi|copie en conflit|copia en conflicto|copia in conflitto|cópia em conflito|kopia powodująca konflikt|kopia z konfliktem|конфликтующая копия|競合コピー|冲突副本|冲突的副本/i

/** A fast check that every mark passes: most names do not, and there may be a million of them. */
const MAY_BE_MARKED = /[.([~_]|conflict|konflikt|conflit|copia|-(?:desktop|laptop)-/i

/**
 * Names of the files of which a file with this name may be a copy, the most likely first; empty for a name without such
 * a mark.
 */
export function originalsOf(name: string): readonly string[] {
  if (!MAY_BE_MARKED.test(name.slice(0, name.lastIndexOf('.')))) return []
  const ending = name.slice(withoutEnding(name).length)
  const originals: string[] = []
  for (
    let stem = unmarked(name.slice(0, name.length - ending.length));
    stem !== undefined;
    stem = unmarked(stem)
  ) {
    originals.push(stem + ending)
    if (articleKindOf(stem) !== undefined) originals.push(stem)
  }
  return originals
}

function unmarked(stem: string): string | undefined {
  for (const mark of MARKS) {
    const [, plain] = mark.exec(stem) ?? []
    if (plain !== undefined) return plain
  }
  const [, plain, remark = ''] = IN_PARENTHESES.exec(stem) ?? []
  return PHRASES.test(remark.normalize('NFC')) ? plain : undefined
}
