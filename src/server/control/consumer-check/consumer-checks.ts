import { randomHex, seededRandom } from '../../../core/random.js'
import { suggest } from '../../../core/suggest.js'
import { defaultAccount } from '../../../domain/account.js'
import {
  type CheckCase,
  type CheckTarget,
  checkCases,
} from '../../../domain/consumer-check/check-case.js'
import { checkSpecification } from '../../../notifications/destination.js'
import type { Queue } from '../../../services/sqs/queue.js'
import type { Queues } from '../../../services/sqs/queues.js'
import { badRequest, notFound } from '../api-error.js'
import { CheckRun, type CheckRunDependencies } from './check-run.js'
import { type CheckPayload, readCapturedPayload } from './create-payload.js'
import type { ResolvedTarget } from './message-sender.js'

export interface ConsumerChecksDependencies extends CheckRunDependencies {
  /** Refuses a URL to which a topic may not post. @throws Error with the reason */
  readonly checkEndpoint: (url: string) => Promise<void>
}

export interface CheckOptions {
  readonly target: { readonly kind: CheckTarget; readonly address: string }
  readonly account?: string
  readonly only?: readonly string[]
  readonly seed?: string
  readonly acknowledges: boolean
  readonly timeout: number
  readonly grace: number
  readonly payloads?: readonly string[]
  readonly origin?: string
}

/** How many runs are kept, and the length of all their payloads: captured ones may be large. */
const maxKept = { runs: 20, payloadLength: 32 * 1024 * 1024 }

/** The checks of consumers that were started, the latest ones. */
export class ConsumerChecks {
  readonly #dependencies: ConsumerChecksDependencies
  readonly #runs = new Map<string, CheckRun>()

  constructor(dependencies: ConsumerChecksDependencies) {
    this.#dependencies = dependencies
  }

  /** @throws ApiError when the target or a case does not exist */
  async start(options: CheckOptions): Promise<CheckRun> {
    const { target, account } = await this.#resolve(options)
    const { acknowledges, timeout, grace, origin, seed, payloads = [], only } = options
    const captured = new Map(
      payloads
        .map((text, index) => [`payload-${index + 1}`, text] as const)
        .map(([name, text]) => [name, parsePayload(name, text)]),
    )
    const replayed = [...captured.keys()].map(createReplayCase)
    const known = captured.size > 0 && only === undefined ? [] : this.#selectCases(target, only)
    const run = new CheckRun(this.#dependencies, {
      id: randomHex(this.#dependencies.random, 12),
      cases: shuffle([...known, ...replayed], seed),
      ...{ account, target, captured, seed, acknowledges, timeout, grace, origin },
    })
    this.#runs.set(run.input.id, run)
    this.#publish(run)
    await this.#removeOldest()
    return run
  }

  /** One that still runs is removed because of the number only. */
  async #removeOldest(): Promise<void> {
    const [latest, ...older] = this.all()
    let { payloadLength } = latest!
    for (const [index, run] of older.entries()) {
      payloadLength += run.payloadLength
      const isTooLarge = payloadLength > maxKept.payloadLength && run.state !== 'running'
      if (isTooLarge || index + 1 >= maxKept.runs) await this.remove(run)
    }
  }

  /** Newest first. */
  all(): readonly CheckRun[] {
    return [...this.#runs.values()].reverse()
  }

  /** @param id of a run, or `latest` @throws ApiError */
  find(id: string): CheckRun {
    const run = id === 'latest' ? this.all()[0] : this.#runs.get(id)
    return (
      run ?? notFound(id === 'latest' ? 'No consumer was checked yet.' : `There is no check ${id}.`)
    )
  }

  /**
   * Notes that a consumer has handled an event. It need not know which check has sent it: `latest`
   * is the latest one that has.
   *
   * @throws ApiError when the check does not exist, or has not sent the event
   */
  acknowledge(id: string, eventDocId: string, index: number): void {
    const run = this.find(id)
    const runs = id === 'latest' ? this.all() : [run]
    if (!runs.some((each) => each.acknowledge(eventDocId, index)))
      notFound(`The check ${id} has sent no event ${index} of ${eventDocId}.`)
  }

  /** Stops a run and forgets it. Resolves when it sends and writes nothing more. */
  async remove(run: CheckRun): Promise<void> {
    run.stop()
    await run.done
    this.#runs.delete(run.input.id)
    this.#publish(run)
  }

  #publish({ input: { id } }: CheckRun): void {
    this.#dependencies.feed.publish({ type: 'check', check: { id } })
  }

  /** Stops and forgets all runs. Resolves when they send and write nothing more. */
  async clear(): Promise<void> {
    await Promise.all(this.all().map((run) => this.remove(run)))
  }

  async #resolve({
    target: { kind, address },
    account = defaultAccount,
  }: CheckOptions): Promise<{ readonly target: ResolvedTarget; readonly account: string }> {
    const { queues, topics, checkEndpoint } = this.#dependencies
    switch (kind) {
      case 'queue': {
        const queue = findQueue(queues, address)
        return { target: { kind, address, queue }, account: queue.id.account }
      }
      case 'topic': {
        const topic = topics.all().find(({ arn }) => arn === address)
        if (!topic) throw badRequest(`There is no topic ${address}. Give the ARN of one.`)
        if (![...topic.subscriptions.values()].some(({ confirmed }) => confirmed))
          throw badRequest(`The topic ${address} has no confirmed subscription.`)
        return { target: { kind, address, topic }, account: topic.id.account }
      }
      case 'http': {
        if (!/^https?:/i.test(address) || !URL.canParse(address))
          throw badRequest(`"${address}" is not a URL such as http://127.0.0.1:8080/hook.`)
        await checkEndpoint(address).catch((error: Error) => {
          throw badRequest(error.message)
        })
        return { target: { kind, address }, account }
      }
      default: {
        try {
          checkSpecification({
            Destination: address,
            Transport: 'Email',
            Version: '2014-08-15',
            EventTypes: [],
          })
        } catch {
          throw badRequest(`"${address}" is not a mail address.`)
        }
        return { target: { kind, address }, account }
      }
    }
  }

  #selectCases({ kind, queue }: ResolvedTarget, only?: readonly string[]): readonly CheckCase[] {
    const possible = checkCases.filter(({ targets }) => targets.includes(kind))
    if (only === undefined) {
      const isSubscribed =
        queue !== undefined &&
        this.#dependencies.topics.subscriptions().some(({ endpoint }) => endpoint === queue.arn)
      return possible.filter(
        ({ isOptional, name }) => !isOptional || (isSubscribed && name === 'sns-envelope'),
      )
    }
    for (const name of only)
      if (!possible.some((each) => each.name === name)) throw unknownCase(name, kind, possible)
    return possible.filter(({ name }) => only.includes(name))
  }
}

/** @throws ApiError when it does not exist */
function findQueue(queues: Queues, url: string): Queue {
  try {
    return queues.getByUrl(url)
  } catch {
    throw badRequest(`There is no queue ${url}. Give the URL of one.`)
  }
}

function unknownCase(name: string, kind: CheckTarget, possible: readonly CheckCase[]) {
  const known = checkCases.find((each) => each.name === name)
  return badRequest(
    known
      ? `The case ${name} is not for a ${kind}, but for: ${known.targets.join(', ')}.`
      : `There is no case ${name}.${suggest(
          name,
          possible.map((each) => each.name),
        )}`,
  )
}

const createReplayCase = (name: string): CheckCase => ({
  name,
  title: 'A captured payload',
  targets: [],
  mayDiffer: true,
  messages: [{ kind: 'life-cycle', version: '2014-08-15', events: [] }],
  advice: 'Send this payload to your consumer in a test of its own.',
})

function parsePayload(name: string, text: string): CheckPayload {
  try {
    const payload = readCapturedPayload(text)
    if (typeof payload.eventDocId === 'string' && payload.events.length > 0) return payload
  } catch {
    // The message below says what is expected.
  }
  throw badRequest(
    `${name} is not a notification: give the JSON text of an object with Events and EventDocId.`,
  )
}

/** The confirmation is part of the connection, so it stays first. */
function shuffle(cases: readonly CheckCase[], seed: string | undefined): readonly CheckCase[] {
  if (seed === undefined) return cases
  const random = seededRandom(seed)
  return cases
    .map((check) => ({
      check,
      rank: check.claim === 'confirmed' ? '' : randomHex(random.fork(check.name), 16),
    }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ check }) => check)
}
