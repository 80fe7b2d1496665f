import type { Clock } from '../../core/clock.js'
import type { OnEvicted } from '../../core/retention.js'
import type { CallFilter, CallPage, CallView } from './contract.js'
import type { PageParameters } from './pagination.js'

/** Characters of bodies that are kept in all; the oldest calls go when there are more. */
const maxCharacters = 16 * 1024 * 1024

interface CallLogOptions {
  /** The wall's. */
  readonly clock: Clock
  /** How many calls, while their bodies are not too long together. */
  readonly maxCalls: number
  /** How long each is kept, in milliseconds; for good unless said. */
  readonly maxAgeMs?: number
  /** Hears how many were let go. */
  readonly onEvicted?: OnEvicted
}

interface LogEntry {
  readonly position: number
  readonly call: CallView
  /** What a text is looked for in, made when first needed. */
  searchText?: string
}

/** The latest calls of the requester's API, and those of SQS and SNS that a fault struck, with what was asked and answered. */
export class CallLog {
  readonly #options: CallLogOptions
  readonly #calls = new Map<string, LogEntry>()
  #position = 0
  #characters = 0

  constructor(options: CallLogOptions) {
    this.#options = options
  }

  add(call: CallView): void {
    this.#calls.set(call.requestId, { position: ++this.#position, call })
    this.#characters += countCharacters(call)
    while (this.#calls.size > this.#options.maxCalls || this.#characters > maxCharacters)
      this.#evictOldest('full')
  }

  find(requestId: string): CallView | undefined {
    this.evictExpired()
    return this.#calls.get(requestId)?.call
  }

  /** Newest first. */
  page(filter: CallFilter, { limit, after, offset = 0, total }: PageParameters): CallPage {
    this.evictExpired()
    const matching = [...this.#calls.values()]
      .reverse()
      .filter(
        (entry) =>
          (after === undefined || entry.position < after) && matchesCallFilter(entry, filter),
      )
    const page = matching.slice(offset, offset + limit)
    return {
      calls: page.map(({ call: { request, response, ...call } }) => call),
      cursor: page[0] && page[0].position + 1,
      next: page.length === limit ? page.at(-1)!.position : undefined,
      total: total ? matching.length : undefined,
    }
  }

  /** Lets go what is too old. */
  evictExpired(): void {
    const { clock, maxAgeMs = Number.POSITIVE_INFINITY } = this.#options
    const now = clock.now().getTime()
    for (const { call } of this.#calls.values()) {
      if (now - call.at.getTime() < maxAgeMs) return
      this.#evictOldest('old')
    }
  }

  clear(): void {
    this.#calls.clear()
    this.#characters = 0
  }

  /** The oldest. */
  #evictOldest(reason: 'full' | 'old'): void {
    const [[requestId, { call }]] = this.#calls as unknown as [[string, LogEntry]]
    this.#calls.delete(requestId)
    this.#characters -= countCharacters(call)
    this.#options.onEvicted?.(1, reason)
  }
}

/** A call whose connection was cut was not answered either. */
const getOutcome = ({ status }: CallView): CallFilter['outcome'] =>
  status > 0 && status < 400 ? 'answered' : 'refused'

const countCharacters = ({ request, response }: CallView): number =>
  request.length + response.length

function matchesCallFilter(
  entry: LogEntry,
  { account, operation, outcome, text }: CallFilter,
): boolean {
  const { call } = entry
  if (account !== undefined && call.account !== account) return false
  if (operation !== undefined && call.operation !== operation) return false
  if (outcome !== undefined && getOutcome(call) !== outcome) return false
  if (!text) return true
  entry.searchText ??=
    `${call.operation} ${call.requestId} ${call.request} ${call.response}`.toLowerCase()
  return entry.searchText.includes(text.toLowerCase())
}
