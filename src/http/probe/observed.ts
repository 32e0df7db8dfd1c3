import { createHash } from 'node:crypto'
import { decodeDocument } from '../../gate/document-text.ts'
import { SourceDocument } from '../../gate/lint/source-document.ts'
import type { Answer } from '../answer.ts'
import type { Redirect } from '../redirect.ts'
import { servedAs } from '../served-as.ts'
import type { PlannedRequest, RequestKind } from './plan.ts'

/** One request and what came of it: an answer, or why there was none. */
export interface Observation {
  readonly request: PlannedRequest
  readonly answer?: Answer
  readonly failure?: string
}

/** Everything a probe got to see. */
export interface Probed {
  /** As the person gave it. */
  readonly address: string
  readonly redirects: readonly Redirect[]
  /** Bytes of the headers of all redirects. */
  readonly redirectLength: number
  /** The server is, or may be, on the public internet. */
  readonly isPublic: boolean
  /** In the order in which they were sent; the first has an answer. */
  readonly observations: readonly [Observation & { readonly answer: Answer }, ...Observation[]]
  /** Bytes of the document if it were packed well. */
  readonly packedLength: { readonly gzip: number; readonly br: number }
  /** Why not all requests were sent, for people. */
  readonly stopped?: string
  /** Milliseconds since 1970. */
  readonly startedAt: number
}

/** What was probed, with the document read once for all rules. */
export class Observed {
  readonly probed: Probed
  readonly first: Answer
  readonly document: SourceDocument
  /** Whether the first request got a feed. */
  readonly hasDocument: boolean
  readonly #digests = new Map<Uint8Array, string>()
  readonly #facts = new Map<string, DocumentFacts>()

  constructor(probed: Probed) {
    this.probed = probed
    this.first = probed.observations[0].answer
    this.document = readAnswer(this.first, probed)
    this.hasDocument = this.first.status === 200 && isFeed(this.document)
  }

  /** The answer to the request of that kind. */
  answer(kind: RequestKind): Answer | undefined {
    return this.probed.observations.find(({ request }) => request.kind === kind)?.answer
  }

  /** Whether the last answer was like the first, so that what differs in between is no news. */
  get isStable(): boolean {
    const again = this.answer('again')
    return (
      again?.status === 200 &&
      this.isSame(this.first, again) &&
      this.first.headers['etag'] === again.headers['etag']
    )
  }

  get readers(): readonly Observation[] {
    return this.probed.observations.filter(({ request }) => request.kind === 'reader')
  }

  /** Every answer that is the whole feed. */
  get wholes(): readonly { readonly request: PlannedRequest; readonly answer: Answer }[] {
    return this.probed.observations.flatMap(({ request, answer }) =>
      answer?.status === 200 && request.method === 'GET' && this.factsOf(answer).isFeed
        ? [{ request, answer }]
        : [],
    )
  }

  /** What an answer holds; its tree is not kept, as a server can answer each request with another giant. */
  factsOf(answer: Answer): DocumentFacts {
    const key = `${this.#digest(answer)} ${answer.headers['content-type']}`
    const known = this.#facts.get(key)
    if (known !== undefined) return known
    const facts = factsOfDocument(readAnswer(answer, this.probed))
    this.#facts.set(key, facts)
    return facts
  }

  /** Whether two answers have the same bytes, unpacked. */
  isSame(one: Answer, other: Answer): boolean {
    return one.body.length === other.body.length && this.#digest(one) === this.#digest(other)
  }

  /** Number of different documents among the answers. */
  distinct(answers: readonly Answer[]): number {
    return new Set(answers.map((answer) => this.#digest(answer))).size
  }

  #digest(answer: Answer): string {
    const known = this.#digests.get(answer.body)
    if (known !== undefined) return known
    const digest = createHash('sha256').update(answer.body).digest('hex')
    this.#digests.set(answer.body, digest)
    return digest
  }
}

/** What rules want to know of a document besides its bytes. */
interface DocumentFacts {
  /** For people, e.g. `HTML page`. */
  readonly label: string
  readonly isFeed: boolean
  /** The same for documents with the same items in the same order, told by ids and titles. */
  readonly items: string
}

function isFeed({ dialect }: SourceDocument): boolean {
  return dialect.family !== 'html' && dialect.family !== 'unknown'
}

function factsOfDocument(document: SourceDocument): DocumentFacts {
  const { dialect, items } = document
  const hash = createHash('sha256')
  for (const { id = '', title = '' } of items) hash.update(JSON.stringify([id, title]))
  return {
    label: dialect.label,
    isFeed: isFeed(document),
    items: hash.digest('hex'),
  }
}

function readAnswer(answer: Answer, { address, redirects }: Probed): SourceDocument {
  const { body } = answer
  const facts = servedAs(answer, address, redirects)
  const { text, encoding } = decodeDocument(body, facts.contentType)
  return new SourceDocument(text, { ...facts, encoding, byteLength: body.length })
}
