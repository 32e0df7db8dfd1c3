import { createHash } from 'node:crypto'
import { decodeDocument } from '../../gate/document-text.ts'
import { SourceDocument } from '../../gate/lint/source-document.ts'
import type { Answer } from '../answer.ts'
import type { Redirect } from '../redirect.ts'
import { servedAs } from '../served-as.ts'
import type { PlannedRequest, RequestKind } from './plan.ts'

/** One request and its result: an answer, or the reason why there is none. */
export interface Observation {
  readonly request: PlannedRequest
  readonly answer?: Answer
  readonly failure?: string
}

/** All results of a probe. */
export interface Probed {
  /** As given by the user. */
  readonly address: string
  readonly redirects: readonly Redirect[]
  /** Size of the headers of all redirects in bytes. */
  readonly redirectLength: number
  /** The server is, or may be, on the public internet. */
  readonly isPublic: boolean
  /** In the order of the requests; the first has an answer. */
  readonly observations: readonly [Observation & { readonly answer: Answer }, ...Observation[]]
  /** Size of the document in bytes, if compressed well. */
  readonly packedLength: { readonly gzip: number; readonly br: number }
  /** Why not all requests were sent, for people. */
  readonly stopped?: string
  /** Milliseconds since 1970. */
  readonly startedAt: number
}

/** The results of a probe, with the document parsed once for all rules. */
export class Observed {
  readonly probed: Probed
  readonly first: Answer
  readonly document: SourceDocument
  /** Whether the first request returned a feed. */
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

  /** Whether the last answer equals the first, so that a difference in between is not a new version. */
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

  /** All answers with the whole feed. */
  get wholes(): readonly { readonly request: PlannedRequest; readonly answer: Answer }[] {
    return this.probed.observations.flatMap(({ request, answer }) =>
      answer?.status === 200 && request.method === 'GET' && this.factsOf(answer).isFeed
        ? [{ request, answer }]
        : [],
    )
  }

  /**
   * Facts about an answer's document; its tree is not kept, because a server can answer each request with another huge
   * one.
   */
  factsOf(answer: Answer): DocumentFacts {
    const key = `${this.#digest(answer)} ${answer.headers['content-type']}`
    const known = this.#facts.get(key)
    if (known !== undefined) return known
    const facts = factsOfDocument(readAnswer(answer, this.probed))
    this.#facts.set(key, facts)
    return facts
  }

  /** Whether two answers have the same decoded bytes. */
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

/** Facts about a document, for rules. */
interface DocumentFacts {
  /** For people, for example `HTML page`. */
  readonly label: string
  readonly isFeed: boolean
  /** Equal for documents with the same items in the same order, according to ids and titles. */
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
