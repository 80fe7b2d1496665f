import type { Clock } from '../../core/clock.js'
import { Emitter } from '../../core/emitter.js'
import type { Random } from '../../core/random.js'
import { FunctionError, InvocationRefusedError } from './errors.js'
import { parseFunctionArn } from './function-arn.js'
import type { Invocation, InvocationType, Invoke } from './invoke.js'

interface FunctionsOptions {
  readonly random: Random
  /** Real time. */
  readonly clock: Clock
  /** Starts the function with a name, if the settings have it. */
  readonly createHandler: (functionArn: string) => Handler | undefined
  /** Invokes all other functions. */
  readonly endpoint?: Invoke
}

/** A function of this machine. */
interface Handler {
  invoke: Invoke
  close(): void
}

/** An invocation that has ended. */
export interface FinishedInvocation extends Invocation {
  /** In real time. */
  readonly at: Date
  readonly milliseconds: number
  readonly result?: unknown
  readonly error?: unknown
}

/**
 * How many processes of one function stay: it has one for each ARN, and a subscription may name it
 * with any account, region and version.
 */
const maxProcesses = 4

/** Invokes functions for topics and queues, each of them once at a time. */
export class Functions {
  readonly #options: FunctionsOptions
  /** By ARN, the one that was used last at the end. */
  readonly #handlers = new Map<string, Handler>()
  /** By name: resolves when its next invocation may start. */
  readonly #tails = new Map<string, Promise<unknown>>()
  readonly invoked = new Emitter<FinishedInvocation>()
  #finishedCount = 0
  #isClosed = false

  constructor(options: FunctionsOptions) {
    this.#options = options
  }

  /**
   * Invokes a function after the invocations before it.
   *
   * @throws as an `Invoke` does
   */
  async invoke(functionArn: string, type: InvocationType, event: object): Promise<unknown> {
    const name = readName(functionArn)
    const before = this.#tails.get(name)
    const payload = JSON.stringify(event)
    const requestId = this.#options.random.uuid()
    const outcome = (before ?? Promise.resolve()).then(() =>
      this.#invokeNow({ requestId, functionArn, type, payload }),
    )
    const tail = outcome.catch(() => {})
    this.#tails.set(name, tail)
    try {
      return await outcome
    } finally {
      if (this.#tails.get(name) === tail) this.#tails.delete(name)
    }
  }

  /** How many invocations have ended. */
  get finishedCount(): number {
    return this.#finishedCount
  }

  /** Ends the functions’ processes; invocations in progress get no outcome, so they are made again. */
  close(): void {
    this.#isClosed = true
    for (const handler of this.#handlers.values()) handler.close()
  }

  async #invokeNow(invocation: Invocation): Promise<unknown> {
    const { clock } = this.#options
    const at = clock.now()
    const finish = async (outcome: { result?: unknown; error?: unknown }) => {
      if (this.#isClosed) await new Promise(() => {})
      this.#finishedCount++
      this.invoked.emit({
        ...invocation,
        ...outcome,
        at,
        milliseconds: clock.now().getTime() - at.getTime(),
      })
    }
    let result: unknown
    try {
      result = await this.#findInvoke(invocation.functionArn)(invocation)
    } catch (error) {
      await finish({ error })
      throw error
    }
    await finish({ result })
    return result
  }

  #findInvoke(functionArn: string): Invoke {
    const { createHandler, endpoint } = this.#options
    const handler = this.#handlers.get(functionArn) ?? createHandler(functionArn)
    if (handler) {
      this.#handlers.delete(functionArn)
      this.#endOldest(readName(functionArn))
      this.#handlers.set(functionArn, handler)
      return (invocation) => handler.invoke(invocation)
    }
    if (endpoint) return endpoint
    const name = readName(functionArn)
    throw new InvocationRefusedError(
      `There is no function ${name}: start mturk-local with --lambda ${name}=FILE.HANDLER or --lambda-endpoint URL.`,
    )
  }

  /** Makes room for a process of a function; its other processes are idle. */
  #endOldest(name: string): void {
    const arns = [...this.#handlers.keys()].filter((arn) => readName(arn) === name)
    const [oldest] = arns
    if (oldest === undefined || arns.length < maxProcesses) return
    this.#handlers.get(oldest)?.close()
    this.#handlers.delete(oldest)
  }
}

const readName = (functionArn: string): string => parseFunctionArn(functionArn)?.name ?? functionArn

/** What is logged of an error: of a function’s, as Lambda reports it. */
export const describeInvocationError = (error: unknown): object =>
  error instanceof FunctionError
    ? error.payload
    : { errorMessage: error instanceof Error ? error.message : String(error) }
