import { keyOf } from './disk-path.ts'
import type { SkippedRef } from './source.ts'
import { type SourceFindingCode, skippedRef } from './source-finding.ts'

const skipped = (code: SourceFindingCode, path: string, message: string, fix: string): SkippedRef =>
  skippedRef(code, keyOf(path), message, fix)

/** An article whose file cannot be read at all; if it is known, it stays as it was, because nothing removed it. */
const unread = (...facts: Parameters<typeof skipped>): SkippedRef => ({
  ...skipped(...facts),
  incomplete: true,
})

/** @param kind type of the file, with its article: `a socket` */
export const notAFile = (path: string, kind: string): SkippedRef =>
  unread(
    'not-a-file',
    path,
    `${kind[0]?.toUpperCase()}${kind.slice(1)} has the name of an article`,
    'Rename it, or put an article file in its place.',
  )

export const conflictCopy = (path: string, original: string): SkippedRef =>
  skipped(
    'conflict-copy',
    path,
    `A sync or merge program made this copy of ${keyOf(original)}; it is left out`,
    'Compare the two, keep one text in the original, and delete the copy.',
  )

export const ownerFile = (path: string): SkippedRef =>
  skipped(
    'conflict-copy',
    path,
    'This is a lock file of an office program that has another file open; it is left out',
    'Close the program. If the file still exists, delete it.',
  )

export const copyWithoutOriginal = (path: string): SkippedRef =>
  skipped(
    'copy-without-original',
    path,
    'The file has the name of a copy that a sync or merge program made, and there is no original beside it; it is published',
    'Rename the file.',
  )

export const linkBroken = (path: string, isCircle: boolean): SkippedRef =>
  unread(
    'link-broken',
    path,
    `The link ${isCircle ? 'is part of a loop' : 'leads to no readable file'}`,
    'Remove the link, or point it at a file that exists.',
  )

export const linkToFolder = (path: string): SkippedRef =>
  skipped(
    'link-to-folder',
    path,
    'The link leads to a folder, and links to folders are not followed',
    'If its articles should be published, move the folder to this place. Otherwise begin the name of the link with a dot.',
  )

export const linkLeadsOut = (path: string): SkippedRef =>
  unread(
    'link-leads-out',
    path,
    'The link leads out of the content folder',
    'Copy the file into the content folder instead of linking to it.',
  )

export const fileNameInvalid = (path: string): SkippedRef =>
  skipped('file-name-invalid', path, 'The file name is not valid UTF-8', 'Rename the file.')

/** @param count number of files with this name */
export const fileNameAmbiguous = (path: string, count: number): SkippedRef =>
  unread(
    'file-name-ambiguous',
    path,
    `${count} files have this name, written with different Unicode characters; this one is ${escaped(path)}`,
    'Rename all but one of them.',
  )

const escaped = (path: string): string =>
  path.replace(/[^\x20-\x7e]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)

export const fileInCloud = (path: string): SkippedRef =>
  unread(
    'file-in-cloud',
    path,
    'The file is in the cloud and not on this disk; the article stays as it was',
    'Set iCloud to keep the content folder downloaded.',
  )

export const fileUnreachable = (path: string, reason: string): SkippedRef =>
  unread(
    'file-unreachable',
    path,
    `The file cannot be examined: ${reason}`,
    'Give the user that runs feedwright permission to enter the folder.',
  )

export const folderUnreadable = (folder: string, reason: string): SkippedRef =>
  unread(
    'folder-unreadable',
    folder,
    `The folder cannot be listed; the articles known in it stay as they are: ${reason}`,
    'Give the user that runs feedwright permission to read the folder.',
  )
