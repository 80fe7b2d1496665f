import { expect, test } from 'vitest'
import { memoize } from '../../src/core/memoize.js'

function createCounted() {
  const calls: string[] = []
  const lengthOf = memoize((text) => {
    calls.push(text)
    return text.length
  })
  return { calls, lengthOf }
}

test('equal texts are worked on once', () => {
  const { calls, lengthOf } = createCounted()

  const results = ['a', 'bb', 'a'].map(lengthOf)

  expect(results).toEqual([1, 2, 1])
  expect(calls).toEqual(['a', 'bb'])
})

test('a long text is not kept', () => {
  const { calls, lengthOf } = createCounted()
  const long = 'x'.repeat(1001)

  lengthOf(long)
  lengthOf(long)

  expect(calls).toEqual([long, long])
})

test('after a thousand texts all results are forgotten', () => {
  const { calls, lengthOf } = createCounted()
  lengthOf('first')

  for (let index = 0; index < 1000; index++) lengthOf(`${index}`)
  lengthOf('first')

  expect(calls.filter((text) => text === 'first')).toHaveLength(2)
})
