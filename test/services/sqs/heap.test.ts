import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Heap } from '../../../src/services/sqs/heap.js'

interface Item {
  readonly rank: number
  counts: boolean
}

const createHeap = (items: readonly Item[]) => {
  const heap = new Heap<Item>(
    (a, b) => a.rank < b.rank,
    ({ counts }) => counts,
  )
  for (const item of items) heap.push(item)
  return heap
}

test('returns live items in order', () => {
  const item = fc.record({ rank: fc.integer(), counts: fc.boolean(), later: fc.boolean() })
  const check = fc.property(fc.array(item, { maxLength: 300 }), (input) => {
    const heap = createHeap(input)
    for (const each of input) each.counts &&= each.later

    const out: number[] = []
    for (let next = heap.pop(); next; next = heap.pop()) out.push(next.rank)

    const left = input.filter(({ counts }) => counts).map(({ rank }) => rank)
    expect(out).toEqual(left.sort((a, b) => a - b))
  })
  fc.assert(check, { seed: 1 })
})

test('holds at most a fifth more items than are live, but for a few', () => {
  const heap = createHeap([])
  const items = Array.from({ length: 10_000 }, (_, rank) => ({ rank, counts: true }))
  for (const item of items) heap.push(item)

  const excess: number[] = []
  items.reverse().forEach((item, index) => {
    item.counts = false
    heap.release()
    const live = items.length - 1 - index
    excess.push(heap.size - live * 1.2)
  })

  expect(Math.max(...excess)).toBeLessThanOrEqual(17)
})

test('holds no dead items when they die in their order', () => {
  const heap = createHeap([])
  const items = Array.from({ length: 100 }, (_, rank) => ({ rank, counts: true }))
  for (const item of items) heap.push(item)

  const sizes = items.map((item) => {
    item.counts = false
    heap.release()
    return heap.size
  })

  expect(sizes).toEqual(items.map((_, index) => 99 - index))
})

test('looks at each item a limited number of times for each that dies', () => {
  let looks = 0
  const heap = new Heap<Item>(
    (a, b) => a.rank < b.rank,
    ({ counts }) => {
      looks++
      return counts
    },
  )
  const items = Array.from({ length: 10_000 }, (_, rank) => ({ rank, counts: true }))
  for (const item of items) heap.push(item)

  for (const item of items.reverse()) {
    item.counts = false
    heap.release()
  }

  expect(looks).toBeLessThan(10_000 * 10)
})
