import type { Timer } from '../../core/timer.js'
import { queueDoesNotExist } from './errors.js'
import type { MoveTask } from './move-task.js'
import type { Queue } from './queue.js'

interface MoveTaskRunnerOptions {
  readonly timer: Timer
  readonly findQueueByArn: (arn: string) => Queue | undefined
}

/** The highest MaxNumberOfMessagesPerSecond. */
export const maxRate = 500

/** How often a task moves messages at most, per second. */
const maxStepsPerSecond = 50

const getStepSize = (rate: number): number => Math.ceil(rate / maxStepsPerSecond)

/** Runs move tasks: without a rate at once, and else step by step. */
export class MoveTaskRunner {
  readonly #options: MoveTaskRunnerOptions
  /** Cancels the next step, by the ARN of the source. */
  readonly #nextSteps = new Map<string, () => void>()

  constructor(options: MoveTaskRunnerOptions) {
    this.#options = options
  }

  start(source: Queue, task: MoveTask): void {
    const { MaxNumberOfMessagesPerSecond: rate } = task
    if (rate === undefined) this.#step(source, task, Number.POSITIVE_INFINITY)
    else this.#runStep(source, task, rate)
  }

  /** Continues a task that was kept on disk. */
  resume(source: Queue, task: MoveTask): void {
    this.#scheduleStep(source, task, task.MaxNumberOfMessagesPerSecond ?? maxRate)
  }

  /** Stops moving the messages of a queue. */
  stop(source: Queue): void {
    this.#nextSteps.get(source.arn)?.()
    this.#nextSteps.delete(source.arn)
  }

  stopAll(): void {
    for (const cancel of this.#nextSteps.values()) cancel()
    this.#nextSteps.clear()
  }

  #runStep(source: Queue, task: MoveTask, rate: number): void {
    this.#nextSteps.delete(source.arn)
    const next = this.#step(source, task, getStepSize(rate))
    if (next.Status === 'RUNNING') this.#scheduleStep(source, next, rate)
  }

  #scheduleStep(source: Queue, task: MoveTask, rate: number): void {
    const cancel = this.#options.timer.after((getStepSize(rate) * 1000) / rate, () =>
      this.#runStep(source, task, rate),
    )
    this.#nextSteps.set(source.arn, cancel)
  }

  /** Moves messages, at most as many as were there when the task was started. */
  #step(source: Queue, task: MoveTask, stepSize: number): MoveTask {
    const { findQueueByArn } = this.#options
    const { DestinationArn, ApproximateNumberOfMessagesToMove: total } = task
    const destination = DestinationArn === undefined ? undefined : findQueueByArn(DestinationArn)
    if (DestinationArn !== undefined && !destination)
      return this.#update(source, {
        ...task,
        Status: 'FAILED',
        FailureReason: queueDoesNotExist().code,
      })
    const limit = Math.min(stepSize, total - task.ApproximateNumberOfMessagesMoved)
    const count = source.moveReady(
      limit,
      ({ deadLetterSourceArn }) => destination ?? findQueueByArn(deadLetterSourceArn ?? ''),
    )
    const moved = task.ApproximateNumberOfMessagesMoved + count
    return this.#update(source, {
      ...task,
      Status: count < limit || moved === total ? 'COMPLETED' : 'RUNNING',
      ApproximateNumberOfMessagesMoved: moved,
    })
  }

  #update(source: Queue, task: MoveTask): MoveTask {
    source.updateMoveTask(task)
    return task
  }
}
