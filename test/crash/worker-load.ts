import { ControlClient, ControlError } from '../../src/server/control/client.js'

/** Something that was answered as done, by the event it must have told. */
export type EventKey = `${'AssignmentAccepted' | 'AssignmentReturned'} ${string}`

/** Workers who accept a HIT and give it back, without end; each is somebody new. */
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

  /** So many at once, until whoever they call is gone, or they are told to end. */
  async run(endpoints: readonly string[], callers: number): Promise<void> {
    await Promise.all(
      Array.from({ length: callers }, (_, index) =>
        this.#acceptAndReturn(new ControlClient(endpoints[index % endpoints.length]!)),
      ),
    )
  }

  /** As `run`, but whoever gets no answer, or a bad one, tries again with somebody new. */
  async runWithRetries(endpoints: readonly string[], callers: number): Promise<void> {
    while (!this.#stopped) {
      await this.run(endpoints, callers)
      // Others have their turn: a refusal may come back within the same breath.
      await new Promise(setImmediate)
    }
  }

  /** Resolves when so many things are done in all. */
  waitForCount(target: number): Promise<void> {
    return new Promise((resolve) => {
      this.#target = target
      this.#onTarget = resolve
    })
  }

  /** Nobody begins anything new. */
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
      // The plug was pulled, or the answer broke off: what was answered before still counts.
      if (!(error instanceof ControlError || error instanceof Error)) throw error
    }
  }
}
