import { realTimer, sleep } from '../../core/timer.js'
import type { Emulator } from '../../emulator/library/start.js'
import { evaluatePolicy } from '../../notifications/access-policy.js'
import { callRequester } from '../requester.js'
import { type DemoDestinations, type DemoHitType, demoHitTypes } from './demo-hits.js'

/** Open HITs of each type, and assignments of each. */
const openHitsPerType = 6
const assignmentsPerHit = 3
/** One of this many assignments is rejected. */
const rejectionInterval = 9
/** A call that is throttled, fails or gets no response is made again after these milliseconds. */
const retryDelays = [100, 200, 400, 800]

interface CreatedHitType {
  readonly hitType: DemoHitType
  readonly hitTypeId: string
}

/** A sample requester: creates HITs, reviews them, creates more. */
export class DemoRequester {
  readonly #emulator: Emulator
  #createdTypes: readonly CreatedHitType[] = []
  #hitCount = 0
  #reviewCount = 0

  constructor(emulator: Emulator) {
    this.#emulator = emulator
  }

  /** Creates the destinations and the HIT types, also again after everything was deleted. */
  async start(): Promise<void> {
    const destinations = this.#createDestinations()
    const createdTypes: CreatedHitType[] = []
    for (const hitType of demoHitTypes) {
      const { HITTypeId } = await this.#callOperation<{ HITTypeId: string }>(
        'CreateHITType',
        hitType.properties,
      )
      await this.#callOperation('UpdateNotificationSettings', {
        HITTypeId,
        Active: true,
        Notification: { ...hitType.createNotification(destinations), Version: '2006-05-05' },
      })
      createdTypes.push({ hitType, hitTypeId: HITTypeId })
    }
    this.#createdTypes = createdTypes
    await this.#createMissingHits()
  }

  /**
   * A queue to which MTurk could have delivered, and a topic to which it could not, so that the
   * deliveries show what a policy is for. The topic delivers to another queue.
   */
  #createDestinations(): DemoDestinations {
    const { topics, queues, queue, account, clientConfig } = this.#emulator
    const { region } = clientConfig
    const labels = queues.create({ account, region, name: 'labels' })
    const policyRequest = { transport: 'SQS', resource: labels.arn, account } as const
    labels.setAttributes({
      ...labels.attributes,
      Policy: evaluatePolicy(undefined, policyRequest).suggestedPolicy!,
    })
    const topic = topics.create({ account, region, name: 'receipts' })
    const subscription = { protocol: 'sqs', endpoint: queue('receipts').arn, attributes: {} }
    const { arn } = topics.subscribe(topic, account, subscription)
    topics.confirmDirectly(topics.subscription(arn))
    return { queue: queue('labels').url, topic: topic.arn, mail: 'you@example.com' }
  }

  /**
   * Reviews finished HITs, deletes them, and creates as many new ones. The console may have changed
   * or deleted any of them in the meantime: what cannot be done now is left for the next time.
   */
  async review(): Promise<void> {
    const reviewable = await this.#callOperation<{ HITs?: readonly ListedHit[] }>(
      'ListReviewableHITs',
      { MaxResults: 100 },
    )
    for (const { HITId } of reviewable.HITs ?? [])
      await this.#reviewHit(HITId).catch(ignoreFailedCall)
    await this.#createMissingHits()
  }

  /** Whether the HIT types still exist: a reset deletes them. */
  hasHitTypes(): boolean {
    return this.#createdTypes.length > 0
  }

  async #reviewHit(HITId: string): Promise<void> {
    const { Assignments = [] } = await this.#callOperation<{
      Assignments: readonly SubmittedAssignment[]
    }>('ListAssignmentsForHIT', { HITId, AssignmentStatuses: ['Submitted'] })
    for (const { AssignmentId } of Assignments) await this.#reviewAssignment(AssignmentId)
    await this.#callOperation('DeleteHIT', { HITId })
  }

  async #createMissingHits(): Promise<void> {
    const { HITs = [] } = await this.#callOperation<{ HITs?: readonly ListedHit[] }>('ListHITs', {
      MaxResults: 100,
    })
    for (const createdType of this.#createdTypes) {
      const openCount = HITs.filter(
        ({ HITTypeId, HITStatus }) =>
          HITTypeId === createdType.hitTypeId && unfinishedStatuses.includes(HITStatus),
      ).length
      for (let missing = openHitsPerType - openCount; missing > 0; missing--)
        await this.#createHit(createdType)
    }
  }

  async #reviewAssignment(AssignmentId: string): Promise<void> {
    const isBad = ++this.#reviewCount % rejectionInterval === 0
    if (!isBad) await this.#callOperation('ApproveAssignment', { AssignmentId })
    else
      await this.#callOperation('RejectAssignment', {
        AssignmentId,
        RequesterFeedback: 'The others saw something else.',
      })
  }

  #createHit({ hitType, hitTypeId }: CreatedHitType): Promise<object> {
    const subject = hitType.subjects[this.#hitCount++ % hitType.subjects.length]!
    return this.#callOperation('CreateHITWithHITType', {
      HITTypeId: hitTypeId,
      MaxAssignments: assignmentsPerHit,
      LifetimeInSeconds: 3600,
      RequesterAnnotation: subject,
      Question: hitType.createQuestion(subject),
    })
  }

  /** @throws FailedCallError when the call is refused, or fails again and again */
  async #callOperation<T = Readonly<Record<string, unknown>>>(
    operation: string,
    input: object,
  ): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      const response = await callRequester({
        endpoint: this.#emulator.endpoint,
        operation,
        input,
        accessKey: 'test',
        secretKey: 'test',
      }).catch((error: unknown) => ({ status: 0, text: String(error) }))
      const { status, text } = response
      if (status === 200) {
        const output = parseOutput(text)
        if (output) return output as T
      }
      // The console's reset deletes the HIT types.
      if (operation === 'CreateHITWithHITType' && isHitTypeMissing(text)) this.#createdTypes = []
      const delay = isTransient(status, text) ? retryDelays[attempt] : undefined
      if (delay === undefined) throw new FailedCallError(operation, status, text)
      await sleep(realTimer, delay)
    }
  }
}

/** A call of the demo that the emulator refused, as its console can make it do. */
export class FailedCallError extends Error {
  constructor(operation: string, status: number, text: string) {
    super(`${operation} was answered ${status}: ${text}`)
  }
}

/** @throws the error if it is not a failed call */
export function ignoreFailedCall(error: unknown): void {
  if (!(error instanceof FailedCallError)) throw error
}

/** No response, a server error, a response cut short, or too many calls. */
const isTransient = (status: number, text: string): boolean =>
  status < 400 || status >= 500 || /throttl/i.test(text)

const isHitTypeMissing = (text: string): boolean => /HITType|does not exist/i.test(text)

function parseOutput(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const unfinishedStatuses: readonly string[] = ['Assignable', 'Unassignable']

interface ListedHit {
  readonly HITId: string
  readonly HITTypeId: string
  readonly HITStatus: string
}

interface SubmittedAssignment {
  readonly AssignmentId: string
}
