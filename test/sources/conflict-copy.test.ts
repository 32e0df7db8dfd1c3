import { expect, it } from 'vitest'
import { originalsOf } from '../../src/sources/conflict-copy.ts'

it.each([
  ['Syncthing', 'tide.sync-conflict-20260102-030405-ABC2DEF.md'],
  ['Dropbox', "tide (Ann's conflicted copy 2026-01-02).md"],
  ['Dropbox, upper and lower case', 'tide (Case Conflict 1).md'],
  ['Dropbox in German', 'tide (In Konflikt stehende Kopie von Ann 2026-01-02).md'],
  ['Dropbox in French', 'tide (Copie en conflit de Ann 2026-01-02).md'],
  ['Nextcloud', 'tide (conflicted copy 2026-01-02 030405).md'],
  ['Obsidian', 'tide (Conflicted copy desk 202601020304).md'],
  ['ownCloud', 'tide_conflict-20260102-030405.md'],
  ['Seafile', 'tide (SFConflict ann@example.org 2026-01-02-03-04-05).md'],
  ['Synology', 'tide_DESK_Jan-02-030405-2026_Conflict.md'],
  ['Google Drive', 'tide [Conflict].md'],
  ['pCloud', 'tide [conflicted].md'],
  ['Resilio', 'tide.Conflict.md'],
  ['rclone', 'tide.conflict2.md'],
  ['Remotely Save', 'tide.dup.md'],
  ['git mergetool', 'tide_BACKUP_4711.md'],
  ['an older git mergetool', 'tide.REMOTE.4711.md'],
  ['OneDrive', 'tide-DESKTOP-AB12CD3.md'],
  ['OneDrive, again', 'tide-LAPTOP-AB12CD3-2.md'],
  ['a cloud drive', 'tide.cloud-conflict.md'],
  ['Dropbox in Polish', 'tide (kopia z konfliktem Ann 2026-01-02).md'],
  ['Mercurial', 'tide.orig.md'],
  ['a program that keeps the ending', 'tide.md (conflicted copy).md'],
  ['a copy of a copy', 'tide (conflicted copy 1) (conflicted copy 2).md'],
])('knows the copies of %s', (_program, name) => {
  expect(originalsOf(name)).toContain('tide.md')
})

it.each([
  'tide.md',
  'tide (2).md',
  'tide 2.md',
  'the conflict.md',
  'tide (the conflict explained).md',
  'war-and-conflict-2026.md',
  'copy of tide.md',
  'a-new-desktop-computer.md',
  'review-of-the-laptop-x1.md',
  'local_news_2026.md',
  'remote_work_1.md',
  '(conflicted copy).md',
  '.orig.md',
])('takes %s for an article of its own', (name) => {
  expect(originalsOf(name)).toEqual([])
})

it('keeps the ending as it is written', () => {
  expect(originalsOf('Tide [Conflict].TXT')).toEqual(['Tide.TXT'])
})
