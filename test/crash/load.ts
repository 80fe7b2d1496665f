import { ControlClient } from '../../src/server/control/client.js'
import { ControlError } from '../../src/server/control/connection.js'

/** Something that was answered as done, by the event it must have told. */
export type Fact = `${'AssignmentAccepted' | 'AssignmentReturned'} ${string}`

/** Workers who accept a HIT and give it back, without end; each is somebody new. */
export class Load {
  readonly done = new Set<Fact>()
  readonly #hitId: string
  #workers = 0
  #goal = Number.POSITIVE_INFINITY
  #arrived = () => {}
  #ended = false

  constructor(hitId: string) {
    this.#hitId = hitId
  }

  /** So many at once, until whoever they call is gone, or they are told to end. */
  async run(endpoints: readonly string[], callers: number): Promise<void> {
    await Promise.all(
      Array.from({ length: callers }, (_, index) =>
        this.#work(new ControlClient(endpoints[index % endpoints.length]!)),
      ),
    )
  }

  /** As `run`, but whoever gets no answer, or a bad one, tries again with somebody new. */
  async insist(endpoints: readonly string[], callers: number): Promise<void> {
    while (!this.#ended) {
      await this.run(endpoints, callers)
      // Others have their turn: a refusal may come back within the same breath.
      await new Promise(setImmediate)
    }
  }

  /** Resolves when so many things are done in all. */
  reaches(goal: number): Promise<void> {
    return new Promise((resolve) => {
      this.#goal = goal
      this.#arrived = resolve
    })
  }

  /** Nobody begins anything new. */
  end(): void {
    this.#ended = true
  }

  #note(fact: Fact): void {
    this.done.add(fact)
    if (this.done.size >= this.#goal) this.#arrived()
  }

  async #work(control: ControlClient): Promise<void> {
    try {
      while (!this.#ended) {
        const worker = `A${++this.#workers}`
        const { id } = await control.accept(worker, this.#hitId)
        this.#note(`AssignmentAccepted ${id}`)
        await control.giveBack(worker, id)
        this.#note(`AssignmentReturned ${id}`)
      }
    } catch (error) {
      // The plug was pulled, or the answer broke off: what was answered before still counts.
      if (!(error instanceof ControlError || error instanceof Error)) throw error
    }
  }
}
