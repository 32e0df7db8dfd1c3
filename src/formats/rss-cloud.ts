import type { XmlElement } from './xml-reading.ts'
import { element } from './xml-writing.ts'

/** The address of an rssCloud server as RSS can represent it; undefined if it is not a web address. */
export function cloudUrlOf(text: string): string | undefined {
  const url = webUrlOf(text)
  return url && `${url.protocol}//${url.host}${url.pathname}${url.search}`
}

/**
 * RSS 2.0, channel: cloud. The procedure is empty, because none is called by name; servers support `https-post` in
 * addition to `http-post` of RSS.
 */
export function cloudElements(text: string | undefined): string[] {
  const url = text === undefined ? undefined : webUrlOf(text)
  if (url === undefined) return []
  const isSecure = url.protocol === 'https:'
  return [
    element('cloud', {
      domain: url.hostname,
      port: url.port || (isSecure ? '443' : '80'),
      path: url.pathname + url.search,
      registerProcedure: '',
      protocol: isSecure ? 'https-post' : 'http-post',
    }),
  ]
}

/** @param cloud the element of the channel */
export function readCloud(cloud: XmlElement | undefined): string | undefined {
  if (cloud === undefined) return undefined
  const stated = (name: string): string => cloud.attributes.get(name) ?? ''
  const scheme = stated('protocol') === 'https-post' ? 'https' : 'http'
  return cloudUrlOf(`${scheme}://${stated('domain')}:${stated('port')}${stated('path')}`)
}

function webUrlOf(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  return /^https?:$/.test(url.protocol) ? url : undefined
}
