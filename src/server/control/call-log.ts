import type { Clock } from '../../core/clock.js'
import type { OnEvicted } from '../../core/retention.js'
import type { ApiCall } from '../../mturk/api-call.js'
import { type PageInfo, type PageParameters, pageOf } from './pagination.js'

/** One call of the requester API, its bodies as they were sent. */
export interface LoggedCall extends Omit<ApiCall, 'cause'> {
  /** In real time. */
  readonly at: Date
}

interface CallFilter {
  readonly account?: string
  readonly operation?: string
  readonly outcome?: 'success' | 'error'
  /** A text anywhere in the call, in any case. */
  readonly text?: string
}

interface CallPage extends PageInfo {
  readonly calls: readonly Omit<LoggedCall, 'request' | 'response'>[]
}

/** Characters of all bodies together; above it the oldest calls are evicted. */
const maxCharacters = 16 * 1024 * 1024

interface CallLogOptions {
  /** In real time. */
  readonly clock: Clock
  readonly maxCalls: number
  /** How long each call is kept, in milliseconds; by default forever. */
  readonly maxAgeMs?: number
  readonly onEvicted?: OnEvicted
}

interface LogEntry {
  readonly position: number
  readonly call: LoggedCall
  /** What texts are searched for in; built on the first search. */
  searchText?: string
}

/** The latest calls of the requester API, those of SQS and SNS to which a fault was applied, and invocations. */
export class CallLog {
  readonly #options: CallLogOptions
  readonly #calls = new Map<string, LogEntry>()
  #position = 0
  #characters = 0

  constructor(options: CallLogOptions) {
    this.#options = options
  }

  add(call: LoggedCall): void {
    this.#calls.set(call.requestId, { position: ++this.#position, call })
    this.#characters += countCharacters(call)
    while (this.#calls.size > this.#options.maxCalls || this.#characters > maxCharacters)
      this.#evictOldest('full')
  }

  find(requestId: string): LoggedCall | undefined {
    this.evictExpired()
    return this.#calls.get(requestId)?.call
  }

  /** Newest first. */
  page(filter: CallFilter, parameters: PageParameters): CallPage {
    this.evictExpired()
    const matching = [...this.#calls.values()].filter((entry) => matchesCallFilter(entry, filter))
    const { items, ...info } = pageOf(matching, ({ position }) => position, parameters)
    return { calls: items.map(({ call: { request, response, ...call } }) => call), ...info }
  }

  /** The requesters who called. */
  accounts(): readonly string[] {
    return [...new Set([...this.#calls.values()].map(({ call }) => call.account))]
  }

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

  #evictOldest(reason: 'full' | 'old'): void {
    const [[requestId, { call }]] = this.#calls as unknown as [[string, LogEntry]]
    this.#calls.delete(requestId)
    this.#characters -= countCharacters(call)
    this.#options.onEvicted?.(1, reason)
  }
}

/** A call whose connection was cut has status 0, and is an error; so is a function that failed. */
const getOutcome = ({ status, errorCode }: LoggedCall): CallFilter['outcome'] =>
  status > 0 && status < 400 && errorCode === undefined ? 'success' : 'error'

const countCharacters = ({ request, response }: LoggedCall): number =>
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
