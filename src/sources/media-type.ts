/**
 * Registered media type of a file according to its first bytes; undefined unless it is a picture, audio, video or PDF.
 */
export function sniffMediaType(head: Uint8Array): string | undefined {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, 64)).toString('latin1')
  const [, type] = SIGNATURES.find(([signature]) => signature.test(text)) ?? []
  if (type !== undefined) return type
  // ISO base media files have their brand after `ftyp`; an unlisted brand is most likely a video.
  if (text.slice(4, 8) === 'ftyp') return BRANDS.find(([brand]) => brand.test(text.slice(8, 12)))?.[1]
  return undefined
}

const SIGNATURES: readonly (readonly [RegExp, string])[] = [
  [/^\xff\xd8\xff/, 'image/jpeg'],
  [/^\x89PNG\r\n/, 'image/png'],
  [/^GIF8[79]a/, 'image/gif'],
  [/^RIFF.{4}WEBP/s, 'image/webp'],
  [/^RIFF.{4}WAVE/s, 'audio/vnd.wave'],
  [/^ID3|^\xff[\xfb\xf3\xf2\xfa]/, 'audio/mpeg'],
  [/^\xff[\xf1\xf9]/, 'audio/aac'],
  [/^fLaC/, 'audio/flac'],
  [/^OggS.*theora/s, 'video/ogg'],
  [/^OggS/, 'audio/ogg'],
  [/^.E\xdf\xa3.*webm/s, 'video/webm'],
  [/^.E\xdf\xa3/s, 'video/matroska'],
  [/^%PDF-/, 'application/pdf'],
]

const BRANDS: readonly (readonly [RegExp, string])[] = [
  [/^avi[fs]$/, 'image/avif'],
  [/^(?:hei[cxms]|he[vc][cxms]|mif1|msf1)$/, 'image/heic'],
  [/^M4[AB] $/, 'audio/mp4'],
  [/^qt {2}$/, 'video/quicktime'],
  [/^(?:isom|iso[2-9]|mp4[12]|avc1|M4V |dash|f4v |MSNV|mmp4|3gp.|3g2.)$/, 'video/mp4'],
]
