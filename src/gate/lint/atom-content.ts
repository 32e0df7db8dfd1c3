import { isMediaType } from '../../article/media.ts'

/**
 * Whether Atom content of that type is Base64 (RFC 4287 section 4.1.3.3): a media type that is neither text nor XML.
 */
export function isBinaryType(type: string | undefined): boolean {
  return type !== undefined && isMediaType(type) && !/^text\/|[/+]xml(?:;|$)/i.test(type)
}
