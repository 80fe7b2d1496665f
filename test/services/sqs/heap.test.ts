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

test('keeps few items that are no longer live', () => {
  let comparisons = 0
  const heap = new Heap<Item>(
    (a, b) => a.rank < b.rank,
    ({ counts }) => {
      comparisons++
      return counts
    },
  )
  for (let rank = 0; rank < 10_000; rank++) {
    const item = { rank, counts: true }
    heap.push(item)
    item.counts = false
  }

  comparisons = 0
  const first = heap.first

  expect(first).toBeUndefined()
  expect(comparisons).toBeLessThan(100)
})
