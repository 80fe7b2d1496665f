import { expect, test } from 'vitest'
import { aimRows, listAims } from '../../bench/aims.js'

const listVerdicts = (figures: Record<string, number>) =>
  listAims({ parts: { part: { echoes: { balance: '15 µs' }, figures } } })

test('an aim is met or missed by the figure that is shown', () => {
  const lines = listVerdicts({ balance: 2.004, createHit: 14.006, crowd: 1499.6, sqsConsume: 0.5 })

  const find = (what: string) => lines[lines.findIndex(([cell]) => cell!.startsWith(what)) + 1]
  expect(find('GetAccountBalance')).toEqual([
    ...['– times the echo', '3.7–5', '2.00', '≤ 2', '15 µs', 'met'],
  ])
  expect(find('CreateHIT')!.slice(2)).toEqual([
    ...['14.01', '≤ 14', '', expect.stringMatching(/^missed/)],
  ])
  expect(find('Simulated workers')!.slice(2)).toEqual(['1,500', '≥ 1,500', '', 'met'])
})

test('every aim has a line, measured or not', () => {
  const lines = listVerdicts({})

  expect(aimRows).toHaveLength(12)
  expect(lines.map(([what]) => what)).toEqual(
    aimRows.flatMap(({ what, aims }) => [what, ...aims.map((aim) => `– ${aim.what}`)]),
  )
  expect(lines.filter(([what]) => what!.startsWith('–')).map((line) => line.at(-1))).toEqual(
    aimRows.flatMap(({ aims }) => aims.map(() => 'not measured')),
  )
})

test('every figure has its own name', () => {
  const figures = aimRows.flatMap(({ aims }) => aims.map(({ figure }) => figure))

  expect(new Set(figures).size).toBe(figures.length)
})
