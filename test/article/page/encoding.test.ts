import { expect, it } from 'vitest'
import { decodePage } from '../../../src/article/page/encoding.ts'

const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))

it.each([
  ['UTF-8', new TextEncoder().encode('<p>Öl – gut'), '<p>Öl – gut'],
  ['a byte order mark', new TextEncoder().encode('\ufeff<p>Öl'), '<p>Öl'],
  ['UTF-16', Uint8Array.from([0xff, 0xfe, 0xd6, 0, 0x6c, 0]), 'Öl'],
  ['what `meta` says', latin('<meta charset="iso-8859-2"><p>\xb1'), '<meta charset="iso-8859-2"><p>ą'],
  ['nothing', latin('<p>\xd6l \x96 gut'), '<p>Öl – gut'],
  ['an unknown name', latin('<meta charset=xyz>\xd6'), '<meta charset=xyz>Ö'],
])('reads a page that is encoded as %s', (_name, bytes, text) => expect(decodePage(bytes)).toBe(text))
