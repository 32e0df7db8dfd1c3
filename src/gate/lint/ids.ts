import type { SourceDocument } from './source-document.ts'

/** All ids of the document as written, regardless of the format. */
export function idsOf(document: SourceDocument): { readonly got: string; readonly at: number }[] {
  const ids = document.named('guid', 'atom:id').map(({ text, start }) => ({ got: text.trim(), at: start }))
  for (const { json, id, start } of document.items)
    if (json !== undefined && id !== undefined)
      ids.push({ got: id, at: json.members.get('id')?.start ?? start })
  return ids
}
