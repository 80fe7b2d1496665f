import type { Emulator } from '../../emulator/library/start.js'
import { evaluatePolicy } from '../../notifications/access-policy.js'
import { callRequester } from '../requester.js'
import { type DemoDestinations, type DemoHitType, demoHitTypes } from './demo-hits.js'

/** Open HITs of each type, and assignments of each. */
const openHitsPerType = 6
const assignmentsPerHit = 3
/** One of this many assignments is rejected. */
const rejectionInterval = 9

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

  /** Creates the destinations, the HIT types and the first HITs. */
  async start(): Promise<void> {
    const destinations = this.#createDestinations()
    for (const hitType of demoHitTypes) {
      const { HITTypeId: hitTypeId } = await this.#callOperation(
        'CreateHITType',
        hitType.properties,
      )
      await this.#callOperation('UpdateNotificationSettings', {
        HITTypeId: hitTypeId,
        Active: true,
        Notification: { ...hitType.createNotification(destinations), Version: '2006-05-05' },
      })
      this.#createdTypes = [...this.#createdTypes, { hitType, hitTypeId: String(hitTypeId) }]
      for (let remaining = openHitsPerType; remaining > 0; remaining--)
        await this.#createHit(this.#createdTypes.at(-1)!)
    }
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

  /** Reviews finished HITs, deletes them, and creates as many new ones. */
  async review(): Promise<void> {
    const { HITs = [] } = await this.#callOperation<{ HITs: readonly ReviewableHit[] }>(
      'ListReviewableHITs',
      { MaxResults: 100 },
    )
    for (const { HITId } of HITs) {
      const { HIT } = await this.#callOperation<{ HIT: HitWithType }>('GetHIT', { HITId })
      const { Assignments = [] } = await this.#callOperation<{
        Assignments: readonly SubmittedAssignment[]
      }>('ListAssignmentsForHIT', { HITId, AssignmentStatuses: ['Submitted'] })
      for (const { AssignmentId } of Assignments) await this.#reviewAssignment(AssignmentId)
      await this.#callOperation('DeleteHIT', { HITId })
      const createdType = this.#createdTypes.find(({ hitTypeId }) => hitTypeId === HIT.HITTypeId)
      if (createdType) await this.#createHit(createdType)
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

  async #callOperation<T = Readonly<Record<string, unknown>>>(
    operation: string,
    input: object,
  ): Promise<T> {
    const { status, text } = await callRequester({
      endpoint: this.#emulator.endpoint,
      operation,
      input,
      accessKey: 'test',
      secretKey: 'test',
    })
    if (status !== 200) throw new Error(`${operation} was answered ${status}: ${text}`)
    return JSON.parse(text) as T
  }
}

interface ReviewableHit {
  readonly HITId: string
}

interface HitWithType {
  readonly HITTypeId: string
}

interface SubmittedAssignment {
  readonly AssignmentId: string
}
