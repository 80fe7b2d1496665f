import type { Clock } from '../../core/clock.js'
import type { LetGo } from '../../core/retention.js'
import type { Call, CallFilter, CallPage } from './contract.js'
import type { PageAsked } from './listing.js'

/** Characters of bodies that are kept in all; the oldest calls go when there are more. */
const mostKept = 16 * 1024 * 1024

export interface CallLogOptions {
  /** The wall's. */
  readonly clock: Clock
  /** How many calls, while their bodies are not too long together. */
  readonly keep: number
  /** How long each is kept, in milliseconds; for good unless said. */
  readonly keepFor?: number
  /** Hears how many were let go. */
  readonly letGo?: LetGo
}

interface Kept {
  readonly position: number
  readonly call: Call
  /** What a text is looked for in, made when first needed. */
  searched?: string
}

/** The latest calls of the requester's API, and those of SQS and SNS that a fault struck, with what was asked and answered. */
export class CallLog {
  readonly #options: CallLogOptions
  readonly #calls = new Map<string, Kept>()
  #position = 0
  #characters = 0

  constructor(options: CallLogOptions) {
    this.#options = options
  }

  add(call: Call): void {
    this.#calls.set(call.requestId, { position: ++this.#position, call })
    this.#characters += lengthOf(call)
    while (this.#calls.size > this.#options.keep || this.#characters > mostKept) this.#letGo('full')
  }

  find(requestId: string): Call | undefined {
    this.tidy()
    return this.#calls.get(requestId)?.call
  }

  /** Newest first. */
  page(filter: CallFilter, { limit, after, skip = 0, total }: PageAsked): CallPage {
    this.tidy()
    const fitting = [...this.#calls.values()]
      .reverse()
      .filter((kept) => (after === undefined || kept.position < after) && fits(kept, filter))
    const page = fitting.slice(skip, skip + limit)
    return {
      calls: page.map(({ call: { request, response, ...call } }) => call),
      start: page[0] && page[0].position + 1,
      next: page.length === limit ? page.at(-1)!.position : undefined,
      total: total ? fitting.length : undefined,
    }
  }

  /** Lets go what is too old. */
  tidy(): void {
    const { clock, keepFor = Number.POSITIVE_INFINITY } = this.#options
    const now = clock.now().getTime()
    for (const { call } of this.#calls.values()) {
      if (now - call.at.getTime() < keepFor) return
      this.#letGo('old')
    }
  }

  clear(): void {
    this.#calls.clear()
    this.#characters = 0
  }

  /** The oldest. */
  #letGo(why: 'full' | 'old'): void {
    const [[requestId, { call }]] = this.#calls as unknown as [[string, Kept]]
    this.#calls.delete(requestId)
    this.#characters -= lengthOf(call)
    this.#options.letGo?.(1, why)
  }
}

/** A call whose connection was cut was not answered either. */
const outcomeOf = ({ status }: Call): CallFilter['outcome'] =>
  status > 0 && status < 400 ? 'answered' : 'refused'

const lengthOf = ({ request, response }: Call): number => request.length + response.length

function fits(kept: Kept, { account, operation, outcome, text }: CallFilter): boolean {
  const { call } = kept
  if (account !== undefined && call.account !== account) return false
  if (operation !== undefined && call.operation !== operation) return false
  if (outcome !== undefined && outcomeOf(call) !== outcome) return false
  if (!text) return true
  kept.searched ??=
    `${call.operation} ${call.requestId} ${call.request} ${call.response}`.toLowerCase()
  return kept.searched.includes(text.toLowerCase())
}
