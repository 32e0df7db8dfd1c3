import type { PostForm } from './websub.ts'

/** Milliseconds after which a hub that says nothing is given up until the next run. */
const LONGEST_ANSWER_MS = 5_000

/** Posts over the network. Redirects are not followed: a hub moves by a change of the settings. */
export const postForm: PostForm = async (hub, form, signal) => {
  const response = await fetch(hub, {
    method: 'POST',
    body: form,
    redirect: 'manual',
    headers: { 'user-agent': 'feedwright' },
    signal: AbortSignal.any([signal, AbortSignal.timeout(LONGEST_ANSWER_MS)]),
  })
  await response.body?.cancel()
  return response.status
}
