import { expect, test } from 'vitest'
import { toIsoDuration } from '../../../src/web/ui/plain-duration.js'

test.each([
  ['3 hours', 'PT3H'],
  ['90 minutes', 'PT90M'],
  ['2 d 12 h', 'P2DT12H'],
  ['1 week, 2 days and 30 s', 'P1W2DT30S'],
  ['45min', 'PT45M'],
  ['PT90M', 'PT90M'],
  ['P2DT12H', 'P2DT12H'],
  ['tomorrow', 'tomorrow'],
  ['3 moons', '3 moons'],
  ['', ''],
])('the duration “%s” is %s', (text, duration) => {
  expect(toIsoDuration(text)).toBe(duration)
})
