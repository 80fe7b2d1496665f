import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { aimRows, listAims } from '../../bench/aims.js'
import { performancePage } from '../../bench/performance-page.js'

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

test('the page has a row for every aim, and tables with as many cells in each row', () => {
  const page = performancePage(JSON.parse(readFileSync('bench/results.json', 'utf8')))

  for (const { what, aims } of aimRows) {
    expect(page).toContain(`| **${what}** |`)
    for (const aim of aims) expect(page).toContain(`| – ${aim.what} | ${aim.before} |`)
  }
  const tables = page.split(/\n(?!\|)/).map((block) => block.split('\n').slice(1))
  for (const rows of tables)
    expect(new Set(rows.map((row) => row.split('|').length)).size).toBeLessThanOrEqual(1)
  expect(page).toMatch(/^Measured on \d{4}-\d\d-\d\d with Node \d+\.\d+\.\d+ on \d+ cores, /m)
  expect(page).not.toMatch(/NaN|undefined|Infinity/)
})
