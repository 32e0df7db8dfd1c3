/**
 * JSON is always UTF-8 (RFC 8259 §8.1). XML declares its encoding itself, but browsers show feeds as plain text without
 * reading the declaration, and according to RFC 7303 §3 the parameter takes precedence.
 */
export function contentType(mediaType: string): string {
  return /[/+]json$/.test(mediaType) ? mediaType : `${mediaType}; charset=utf-8`
}
