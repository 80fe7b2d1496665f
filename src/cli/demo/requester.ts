import type { Emulator } from '../../emulator/library/start.js'
import { judge } from '../../notifications/policy.js'
import { callRequester } from '../requester.js'
import { type Destinations, type KindOfWork, kindsOfWork } from './kinds-of-work.js'

/** HITs of each kind that are open at any time, and how many workers each takes. */
const openOfEach = 6
const placesOfEach = 3
/** Every so many assignments one is rejected. */
const rejectedEvery = 9

interface Made {
  readonly kind: KindOfWork
  readonly hitTypeId: string
}

/** A requester's program, as one might run against MTurk: offers work, reviews it, offers more. */
export class DemoRequester {
  readonly #emulator: Emulator
  #types: readonly Made[] = []
  #offered = 0
  #reviewed = 0

  constructor(emulator: Emulator) {
    this.#emulator = emulator
  }

  /** Makes where its news goes, its HIT types, and the first of its HITs. */
  async begin(): Promise<void> {
    const at = this.#destinations()
    for (const kind of kindsOfWork) {
      const { HITTypeId: hitTypeId } = await this.#ask('CreateHITType', kind.properties)
      await this.#ask('UpdateNotificationSettings', {
        HITTypeId: hitTypeId,
        Active: true,
        Notification: { ...kind.notification(at), Version: '2006-05-05' },
      })
      this.#types = [...this.#types, { kind, hitTypeId: String(hitTypeId) }]
      for (let left = openOfEach; left > 0; left--) await this.#offer(this.#types.at(-1)!)
    }
  }

  /**
   * A queue that MTurk could have delivered to, and a topic that it could not: whoever looks at its
   * deliveries sees what a policy is for. The topic passes on to another queue.
   */
  #destinations(): Destinations {
    const { topics, queues, queue, account, clientConfig } = this.#emulator
    const { region } = clientConfig
    const labels = queues.create({ account, region, name: 'labels' })
    const about = { transport: 'SQS', resource: labels.arn, account } as const
    labels.attributes = { ...labels.attributes, Policy: judge(undefined, about).remedy! }
    const topic = topics.create({ account, region, name: 'receipts' })
    const to = { protocol: 'sqs', endpoint: queue('receipts').arn, attributes: {} }
    const { arn } = topics.subscribe(topic, account, to)
    topics.subscription(arn).confirmed = true
    return { queue: queue('labels').url, topic: topic.arn, mail: 'you@example.com' }
  }

  /** Looks through what was finished, disposes of it, and offers as much again. */
  async review(): Promise<void> {
    const { HITs = [] } = await this.#ask<{ HITs: readonly Reviewable[] }>('ListReviewableHITs', {
      MaxResults: 100,
    })
    for (const { HITId, HITTypeId } of HITs) {
      const { Assignments = [] } = await this.#ask<{ Assignments: readonly Submitted[] }>(
        'ListAssignmentsForHIT',
        { HITId, AssignmentStatuses: ['Submitted'] },
      )
      for (const { AssignmentId } of Assignments) await this.#judge(AssignmentId)
      await this.#ask('DeleteHIT', { HITId })
      const made = this.#types.find(({ hitTypeId }) => hitTypeId === HITTypeId)
      if (made) await this.#offer(made)
    }
  }

  async #judge(AssignmentId: string): Promise<void> {
    const isBad = ++this.#reviewed % rejectedEvery === 0
    if (!isBad) await this.#ask('ApproveAssignment', { AssignmentId })
    else
      await this.#ask('RejectAssignment', {
        AssignmentId,
        RequesterFeedback: 'The others saw something else.',
      })
  }

  #offer({ kind, hitTypeId }: Made): Promise<object> {
    const subject = kind.subjects[this.#offered++ % kind.subjects.length]!
    return this.#ask('CreateHITWithHITType', {
      HITTypeId: hitTypeId,
      MaxAssignments: placesOfEach,
      LifetimeInSeconds: 3600,
      RequesterAnnotation: subject,
      Question: kind.questionOf(subject),
    })
  }

  async #ask<T = Readonly<Record<string, unknown>>>(operation: string, input: object): Promise<T> {
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

interface Reviewable {
  readonly HITId: string
  readonly HITTypeId: string
}

interface Submitted {
  readonly AssignmentId: string
}
