import type { z } from 'zod'
import type { LiveEvent } from './live-feed.js'
import type { workerEvent } from './schemas/worker.js'

type WorkerEvent = z.output<typeof workerEvent>

/** What to send to a worker of an event; undefined if the event does not concern the worker. */
export function toWorkerEvent(event: LiveEvent, workerId: string): WorkerEvent | undefined {
  switch (event.type) {
    case 'assignment':
    case 'clock':
    case 'hit':
    case 'hit-type':
    case 'reset':
      return { type: event.type }
    case 'qualification': {
      const { workerId: concernedId = workerId } = event.qualification
      return concernedId === workerId ? { type: event.type } : undefined
    }
    case 'worker':
      return event.worker.id === workerId ? { type: event.type } : undefined
    default:
      return undefined
  }
}
