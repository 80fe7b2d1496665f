import { ControlClient, ControlError } from '../../src/server/control/client.js'

/** A call that succeeded, and the event that it must have caused. */
export type EventKey = `${'AssignmentAccepted' | 'AssignmentReturned'} ${string}`

/** New workers accept a HIT and return it, until they are stopped. */
export class WorkerLoad {
  readonly acknowledged = new Set<EventKey>()
  readonly #hitId: string
  #workers = 0
  #target = Number.POSITIVE_INFINITY
  #onTarget = () => {}
  #stopped = false

  constructor(hitId: string) {
    this.#hitId = hitId
  }

  /** Runs `count` workers at once until the emulator is gone or `stop()` is called. */
  async run(endpoints: readonly string[], callers: number): Promise<void> {
    await Promise.all(
      Array.from({ length: callers }, (_, index) =>
        this.#acceptAndReturn(new ControlClient(endpoints[index % endpoints.length]!)),
      ),
    )
  }

  /** As `run`, but a worker without a successful response is replaced by a new one. */
  async runWithRetries(endpoints: readonly string[], callers: number): Promise<void> {
    while (!this.#stopped) {
      await this.run(endpoints, callers)
      // Yields, since an error may come back at once.
      await new Promise(setImmediate)
    }
  }

  /** Resolves when `count` calls have succeeded in all. */
  waitForCount(target: number): Promise<void> {
    return new Promise((resolve) => {
      this.#target = target
      this.#onTarget = resolve
    })
  }

  /** No worker starts another call. */
  stop(): void {
    this.#stopped = true
  }

  #acknowledge(event: EventKey): void {
    this.acknowledged.add(event)
    if (this.acknowledged.size >= this.#target) this.#onTarget()
  }

  async #acceptAndReturn(control: ControlClient): Promise<void> {
    try {
      while (!this.#stopped) {
        const worker = `A${++this.#workers}`
        const { id } = await control.accept(worker, this.#hitId)
        this.#acknowledge(`AssignmentAccepted ${id}`)
        await control.returnAssignment(worker, id)
        this.#acknowledge(`AssignmentReturned ${id}`)
      }
    } catch (error) {
      // The process was killed or the response was cut off: earlier responses still count.
      if (!(error instanceof ControlError || error instanceof Error)) throw error
    }
  }
}
