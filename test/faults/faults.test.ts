import { expect, test } from 'vitest'
import { Faults } from '../../src/faults/faults.js'
import { type CallOccasion, matches } from '../../src/faults/match.js'
import { faultKinds, type GivenRule } from '../../src/faults/rule.js'
import { HandClock } from '../support/hand-clock.js'

function faultsWith(rules: GivenRule | readonly GivenRule[], seed = '') {
  const clock = new HandClock()
  const isOperation = (name: string) => name !== 'Createhit'
  const faults = new Faults({ clock, seed, isOperation, rules: [rules].flat() })
  const occasion: CallOccasion = { operation: 'CreateHIT', account: '000000000000' }
  const strikes = (count: number, more: Partial<CallOccasion> = {}) =>
    Array.from(
      { length: count },
      () => faults.strike({ ...occasion, ...more }, faultKinds).length > 0,
    )
  return { faults, clock, occasion, strikes }
}

const chance = 'throttle operation=CreateHIT probability=0.3'

test('the same seed gives the same luck, whatever the other rules are', () => {
  const alone = faultsWith([chance], 'one').strikes(200)
  const { strikes } = faultsWith([chance, 'delay operation=* milliseconds=1 id=else'], 'one')
  const delayed = faultsWith([chance], 'two').strikes(200)

  expect(alone.filter(Boolean).length).toBeGreaterThan(30)
  expect(alone.filter(Boolean).length).toBeLessThan(90)
  expect(delayed).not.toEqual(alone)
  expect(strikes(200).every(Boolean)).toBe(true)
  expect(faultsWith([chance], 'one').strikes(200)).toEqual(alone)
})

test('nth counts what fits, and nothing else', () => {
  const { strikes, faults } = faultsWith('throttle operation=CreateHIT nth=2,4')

  expect(strikes(1)).toEqual([false])
  expect(strikes(5, { operation: 'GetHIT' })).not.toContain(true)
  expect(strikes(4)).toEqual([true, false, true, false])
  expect(faults.rules).toMatchObject([{ id: 'fault-1', fitted: 5, struck: 2 }])
})

test('a window opens and closes by the clock', () => {
  const { strikes, clock } = faultsWith('error operation=* from=PT1M to=PT2M')

  const before = strikes(1)
  clock.pass(60_000)
  const within = strikes(1)
  clock.pass(60_000)

  expect([before, within, strikes(1)]).toEqual([[false], [true], [false]])
})

test('the first rule that strikes wins, and delays add to it', () => {
  const { faults, occasion } = faultsWith([
    'delay operation=* milliseconds=5',
    'throttle operation=* nth=2',
    'error operation=*',
  ])
  const struck = () => faults.strike(occasion, faultKinds).map(({ what }) => what)

  expect([struck(), struck()]).toEqual([
    ['delay', 'error'],
    ['delay', 'throttle'],
  ])
  expect(faults.rules.map(({ struck }) => struck)).toEqual([2, 1, 1])
})

test('a rule is about the account it names, and * about MTurk alone', () => {
  const own = faultsWith('error operation=* account=000000000001')
  const all = faultsWith('error operation=*')
  const queues = faultsWith('error operation=sqs:*')

  expect(own.strikes(1)).toEqual([false])
  expect(own.strikes(1, { account: '000000000001' })).toEqual([true])
  expect(all.strikes(1, { operation: 'sqs:SendMessage' })).toEqual([false])
  expect(queues.strikes(1, { operation: 'sqs:SendMessage' })).toEqual([true])
  expect(queues.strikes(1)).toEqual([false])
})

test.each([
  ['*/000000000000/news', 'http://127.0.0.1:1/000000000000/news', true],
  ['*/news', 'http://127.0.0.1:1/000000000000/newspaper', false],
  ['http://*/000000000000/*', 'http://a/000000000000/b', true],
  ['a*a', 'a', false],
  ['*b*b', 'ab', false],
  ['*a*b*', 'xaxbx', true],
  ['news', 'news', true],
])('%s fits %s: %s', (pattern, text, fits) => {
  expect(matches(pattern, text)).toBe(fits)
})

test('a rule with an ID that is there takes its place, and counts anew', () => {
  const { faults, strikes } = faultsWith(['error operation=* id=a', 'hang operation=* id=b'])
  strikes(1)

  faults.add('throttle operation=* id=a')

  expect(faults.rules).toMatchObject([
    { id: 'a', what: 'throttle', fitted: 0 },
    { id: 'b', fitted: 1 },
  ])
})

test('rules without an ID get one that nobody has', () => {
  const { faults } = faultsWith(['error operation=*', 'error operation=* id=fault-2'])

  const [added] = faults.add('hang operation=*')

  expect(added!.id).toBe('fault-3')
})

test('what makes no sense leaves all as it was', () => {
  const { faults } = faultsWith('error operation=*')

  expect(() => faults.set(['hang operation=* id=a', 'hang operation=* id=a'])).toThrow(
    'Two rules have the ID a.',
  )
  expect(() => faults.set(['hang operation=Createhit'])).toThrow(
    'There is no operation Createhit. Give one such as CreateHIT',
  )
  expect(faults.rules).toMatchObject([{ id: 'fault-1', what: 'error' }])
})

test("a request's own rules come first and go by its own count", () => {
  const { faults, occasion } = faultsWith('error operation=*')
  const rules = faults.readAsked('throttle nth=2')
  const struck = (nth: number) =>
    faults.strike(occasion, faultKinds, { rules, nth, key: 'request' }).map(({ what }) => what)

  expect([struck(1), struck(2), struck(2)]).toEqual([['error'], ['throttle'], ['throttle']])
})

test('a request brings few rules', () => {
  const { faults } = faultsWith([])

  expect(() => faults.readAsked('drop;'.repeat(21))).toThrow(
    'A request brings 20 rules at the most.',
  )
  expect(faults.readAsked('drop;'.repeat(20))).toHaveLength(20)
})
