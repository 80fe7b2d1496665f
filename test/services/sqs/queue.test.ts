import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Limiter } from '../../../src/core/limiter.js'
import { seededRandom } from '../../../src/core/random.js'
import { Queues } from '../../../src/services/sqs/queues.js'
import { ManualClock } from '../../support/manual-clock.js'

function makeQueue(name = 'q', maxMessages = 1000) {
  const clock = new ManualClock()
  const queues = new Queues({
    clock,
    timer: clock,
    random: seededRandom('queue'),
    maxMessages,
    maxBytes: 10_000_000,
    limiter: new Limiter(10),
    region: 'us-east-1',
  })
  const attributes: Record<string, string> = name.endsWith('.fifo') ? { FifoQueue: 'true' } : {}
  const queue = queues.create({ account: '000000000000', region: 'us-east-1', name }, attributes)
  return { clock, queues, queue }
}

/** A simple model of a queue: lists that are searched each time. */
class Model {
  readonly #fifo: boolean
  #messages: { body: string; group: string; until?: number }[] = []
  /** Groups whose first message is ready, in the order in which that became so. */
  #available: string[] = []

  constructor(fifo: boolean) {
    this.#fifo = fifo
  }

  send(body: string, group: string): void {
    this.#messages.push({ body, group })
    this.#update(group)
  }

  take(most: number, now: number): string[] {
    const ready = this.#messages.filter(({ until }) => until === undefined)
    const inTurn = this.#available.flatMap((group) => this.#readyAtFront(group))
    const taken = (this.#fifo ? inTurn : ready).slice(0, most)
    for (const message of taken) message.until = now + 30_000
    for (const { group } of taken) this.#update(group)
    return taken.map(({ body }) => body)
  }

  expire(now: number): void {
    const due = this.#messages.filter(({ until = Number.POSITIVE_INFINITY }) => until <= now)
    for (const { body } of due.sort((a, b) => a.until! - b.until!)) this.giveBack(body)
  }

  giveBack(body: string): void {
    for (const message of this.#messages.filter((each) => each.body === body)) {
      message.until = undefined
      this.#update(message.group)
    }
  }

  delete(body: string): void {
    const groups = new Set(this.#messages.map(({ group }) => group))
    this.#messages = this.#messages.filter((message) => message.body !== body)
    for (const group of groups) this.#update(group)
  }

  #readyAtFront(group: string) {
    const all = this.#messages.filter((each) => each.group === group)
    const end = all.findIndex(({ until }) => until !== undefined)
    return end < 0 ? all : all.slice(0, end)
  }

  #update(group: string): void {
    const isAvailable = this.#readyAtFront(group).length > 0
    if (!isAvailable) this.#available = this.#available.filter((each) => each !== group)
    else if (!this.#available.includes(group)) this.#available.push(group)
  }
}

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ send: fc.constantFrom('a', 'b', 'c') }) },
  { weight: 3, arbitrary: fc.record({ take: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ delete: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ giveBack: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ pass: fc.constantFrom(1000, 29_000, 30_000) }) },
)

test.each(['q', 'q.fifo'])('%s behaves as its model in random sequences of calls', (name) => {
  const check = fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
    const { clock, queue } = makeQueue(name)
    const model = new Model(queue.fifo)
    const inFlight = () => queue.peek().filter(({ state }) => state === 'in flight')
    let sent = 0
    for (const each of steps) {
      const out = inFlight()
      if ('send' in each) {
        const body = `${sent++}`
        queue.send({ body, groupId: each.send, deduplicationId: body, senderId: 'me' })
        model.send(body, each.send)
      } else if ('take' in each) {
        const taken = queue.receiveNow(each.take, 30).map(({ body }) => body)
        expect(taken).toEqual(model.take(each.take, clock.now().getTime()))
      } else if ('pass' in each) {
        clock.advanceBy(each.pass)
        model.expire(clock.now().getTime())
      } else if (out.length > 0 && 'delete' in each) {
        const { receiptHandle, body } = out[each.delete % out.length]!
        queue.delete(receiptHandle!)
        model.delete(body)
      } else if (out.length > 0 && 'giveBack' in each) {
        const { receiptHandle, body } = out[each.giveBack % out.length]!
        queue.changeVisibility(receiptHandle!, 0)
        model.giveBack(body)
      }
      expect(queue.count('in flight')).toBe(inFlight().length)
      expect(queue.count('ready') + queue.count('in flight')).toBe(queue.peek().length)
    }
  })
  fc.assert(check, { seed: 7, numRuns: 300 })
})

test('at most 120,000 messages are in flight, and a refused receive loses none', () => {
  const { queue } = makeQueue('q', 200_000)
  for (let count = 0; count <= 120_000; count++) queue.send({ body: 'x', senderId: 'me' })
  const [first] = queue.receiveNow(120_000, 30)

  expect(() => queue.receiveNow(1, 30)).toThrow('Too many messages in flight')
  queue.delete(first!.receiptHandle!)

  expect(queue.receiveNow(10, 30)).toHaveLength(1)
})

test('purging all queues clears deduplication', () => {
  const { queues, queue } = makeQueue('q.fifo')
  const message = { body: 'x', groupId: 'g', deduplicationId: 'd', senderId: 'me' }
  queue.send(message)

  queues.purge()
  queue.send(message)

  expect(queue.peek()).toHaveLength(1)
})

test.each([
  ['https://sqs.us-west-2.amazonaws.com/000000000000/q', 'us-west-2'],
  ['https://us-west-2.queue.amazonaws.com/000000000000/q', 'us-west-2'],
  ['http://127.0.0.1:6887/000000000000/q', 'us-east-1'],
  ['/000000000000/q', 'us-east-1'],
])('%s is the queue in region %s', (url, region) => {
  const { queues } = makeQueue()
  queues.create({ account: '000000000000', region: 'us-west-2', name: 'q' })

  expect(queues.getByUrl(url).id.region).toBe(region)
})

test("a region in a queue's name is ignored", () => {
  const { queues, queue } = makeQueue('us-west-2.fifo')

  expect(queues.getByUrl('http://127.0.0.1:6887/000000000000/us-west-2.fifo')).toBe(queue)
})

test.each(['standard', 'ordered.fifo'])(
  'the heaps of %s hold little more than its messages, in whatever order they go',
  (name) => {
    const { clock, queue } = makeQueue(name, 10_000)
    const send = (body: number) =>
      queue.send({ body: `${body}`, groupId: queue.fifo ? `${body % 3}` : undefined, senderId: '' })
    const excess = (): number => {
      const all = ['ready', 'in flight', 'delayed'].map((state) => queue.count(state as 'ready'))
      const messages = all.reduce((sum, count) => sum + count)
      const { byAge, ready, timers } = queue.countHeapEntries()
      return Math.max(byAge, ready, timers) - messages * 1.2
    }
    for (let body = 0; body < 2000; body++) send(body)
    const received = queue.receiveNow(1000, 600).map(({ receiptHandle }) => receiptHandle!)

    const found: number[] = []
    const left = queue.peek().filter(({ state }) => state === 'ready')
    for (const { id } of left.toReversed().slice(0, 900)) {
      queue.deleteById(id)
      found.push(excess())
    }
    for (const handle of received.toReversed().slice(0, 900)) {
      for (let times = 0; times < 3; times++) queue.changeVisibility(handle, 700)
      clock.advanceBy(1)
      queue.changeVisibility(handle, 800)
      found.push(excess())
      queue.delete(handle)
      found.push(excess())
    }

    expect(queue.peek()).toHaveLength(200)
    // Each group of a FIFO queue has two heaps, which may hold 17 more.
    expect(Math.max(...found)).toBeLessThanOrEqual(queue.fifo ? 17 * 6 : 17)
  },
)
