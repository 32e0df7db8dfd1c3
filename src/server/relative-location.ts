/**
 * The reference from one path of the server to another (RFC 3986 §5.2, RFC 9110 §10.2.2). It remains valid if a proxy
 * removes or adds a prefix of the path.
 *
 * @param from path of the request, with or without percent-encoding
 * @param to target path, percent-encoded
 */
export function relativeLocation(from: string, to: string): string {
  const folders = encodeURI(from).split('/').slice(0, -1)
  const target = to.split('/')
  let shared = 0
  while (shared < folders.length && shared < target.length - 1 && folders[shared] === target[shared])
    shared += 1
  const rest = target.slice(shared).join('/')
  const up = folders.length - shared
  // Without the dot, a first segment with a colon would be parsed as a scheme.
  return `${up === 0 ? './' : '../'.repeat(up)}${rest}`
}
