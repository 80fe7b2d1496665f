import { expect, test } from 'vitest'
import { randomFloat, seededRandom } from '../../src/core/random.js'

const { calculateTrend } = (await import('../../bench/soak/trend.js' as string)) as {
  calculateTrend(points: readonly (readonly number[])[]): {
    last: number
    slope?: number
    error?: number
    isFlat?: boolean
  }
}

/** A sample every quarter of a minute for 48 minutes. */
const sample = (value: (minute: number) => number) =>
  Array.from({ length: 192 }, (_, index) => [index / 4, value(index / 4)])

test('a steady quantity is flat, whatever its noise', () => {
  const random = seededRandom('soak')
  const noise = sample(() => 40 + randomFloat(random) * 5)

  expect(calculateTrend(noise)).toMatchObject({ isFlat: true })
})

test('a quantity that more than doubles in a day grows, also under noise', () => {
  const random = seededRandom('soak')
  const { slope, isFlat } = calculateTrend(
    sample((minute) => 40 + 0.1 * minute + randomFloat(random)),
  )

  expect(slope).toBeCloseTo(0.1, 1)
  expect(isFlat).toBe(false)
})

test('a quantity that grows by less than itself in a day is flat', () => {
  expect(calculateTrend(sample((minute) => 40 + 0.02 * minute))).toMatchObject({ isFlat: true })
})

test('a run with few samples has no slope', () => {
  expect(calculateTrend(sample(() => 40).slice(0, 10))).toEqual({ last: 40 })
})
