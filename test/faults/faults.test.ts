import { expect, test } from 'vitest'
import { globMatch } from '../../src/core/glob.js'
import { FaultInjector } from '../../src/faults/faults.js'
import type { CallInjectionPoint } from '../../src/faults/match.js'
import { type FaultRuleInput, faultKinds } from '../../src/faults/rule.js'
import { ManualClock } from '../support/manual-clock.js'

function createInjector(rules: FaultRuleInput | readonly FaultRuleInput[], seed = '') {
  const clock = new ManualClock()
  const isOperation = (name: string) => name !== 'Createhit'
  const faults = new FaultInjector({ clock, seed, isOperation, rules: [rules].flat() })
  const target: CallInjectionPoint = { operation: 'CreateHIT', account: '000000000000' }
  const triggers = (count: number, more: Partial<CallInjectionPoint> = {}) =>
    Array.from({ length: count }, () => faults.pick({ ...target, ...more }, faultKinds).length > 0)
  return { faults, clock, target, triggers }
}

const randomRule = 'throttle operation=CreateHIT probability=0.3'

test('the same seed gives the same decisions, whatever the other rules are', () => {
  const alone = createInjector([randomRule], 'one').triggers(200)
  const { triggers } = createInjector(
    [randomRule, 'delay operation=* milliseconds=1 id=else'],
    'one',
  )
  const delayed = createInjector([randomRule], 'two').triggers(200)

  expect(alone.filter(Boolean).length).toBeGreaterThan(30)
  expect(alone.filter(Boolean).length).toBeLessThan(90)
  expect(delayed).not.toEqual(alone)
  expect(triggers(200).every(Boolean)).toBe(true)
  expect(createInjector([randomRule], 'one').triggers(200)).toEqual(alone)
})

test('nth counts matches only', () => {
  const { triggers, faults } = createInjector('throttle operation=CreateHIT nth=2,4')

  expect(triggers(1)).toEqual([false])
  expect(triggers(5, { operation: 'GetHIT' })).not.toContain(true)
  expect(triggers(4)).toEqual([true, false, true, false])
  expect(faults.rules).toMatchObject([{ id: 'fault-1', matched: 5, applied: 2 }])
})

test('a window starts and ends by the clock', () => {
  const { triggers, clock } = createInjector('error operation=* from=PT1M to=PT2M')

  const before = triggers(1)
  clock.advanceBy(60_000)
  const within = triggers(1)
  clock.advanceBy(60_000)

  expect([before, within, triggers(1)]).toEqual([[false], [true], [false]])
})

test('the first rule that applies wins, and delays are added', () => {
  const { faults, target } = createInjector([
    'delay operation=* milliseconds=5',
    'throttle operation=* nth=2',
    'error operation=*',
  ])
  const pickKinds = () => faults.pick(target, faultKinds).map(({ what }) => what)

  expect([pickKinds(), pickKinds()]).toEqual([
    ['delay', 'error'],
    ['delay', 'throttle'],
  ])
  expect(faults.rules.map(({ applied }) => applied)).toEqual([2, 1, 1])
})

test('a rule targets the account it names, and * targets MTurk only', () => {
  const own = createInjector('error operation=* account=000000000001')
  const all = createInjector('error operation=*')
  const queues = createInjector('error operation=sqs:*')

  expect(own.triggers(1)).toEqual([false])
  expect(own.triggers(1, { account: '000000000001' })).toEqual([true])
  expect(all.triggers(1, { operation: 'sqs:SendMessage' })).toEqual([false])
  expect(queues.triggers(1, { operation: 'sqs:SendMessage' })).toEqual([true])
  expect(queues.triggers(1)).toEqual([false])
})

test.each([
  ['*/000000000000/news', 'http://127.0.0.1:1/000000000000/news', true],
  ['*/news', 'http://127.0.0.1:1/000000000000/newspaper', false],
  ['http://*/000000000000/*', 'http://a/000000000000/b', true],
  ['a*a', 'a', false],
  ['*b*b', 'ab', false],
  ['*a*b*', 'xaxbx', true],
  ['news', 'news', true],
])('%s matches %s: %s', (pattern, text, fits) => {
  expect(globMatch(pattern, text)).toBe(fits)
})

test('a rule with an existing ID replaces that rule and its counts', () => {
  const { faults, triggers } = createInjector(['error operation=* id=a', 'hang operation=* id=b'])
  triggers(1)

  faults.add('throttle operation=* id=a')

  expect(faults.rules).toMatchObject([
    { id: 'a', what: 'throttle', matched: 0 },
    { id: 'b', matched: 1 },
  ])
})

test('rules without an ID get an unused one', () => {
  const { faults } = createInjector(['error operation=*', 'error operation=* id=fault-2'])

  const [added] = faults.add('hang operation=*')

  expect(added!.id).toBe('fault-3')
})

test('an invalid rule changes nothing', () => {
  const { faults } = createInjector('error operation=*')

  expect(() => faults.set(['hang operation=* id=a', 'hang operation=* id=a'])).toThrow(
    'Two rules have the ID a.',
  )
  expect(() => faults.set(['hang operation=Createhit'])).toThrow(
    'There is no operation Createhit. Give one such as CreateHIT',
  )
  expect(faults.rules).toMatchObject([{ id: 'fault-1', what: 'error' }])
})

test("a request's own rules come first and use its attempt number", () => {
  const { faults, target } = createInjector('error operation=*')
  const rules = faults.readRequestRules('throttle nth=2')
  const pickKinds = (attempt: number) =>
    faults.pick(target, faultKinds, { rules, attempt, key: 'request' }).map(({ what }) => what)

  expect([pickKinds(1), pickKinds(2), pickKinds(2)]).toEqual([
    ['error'],
    ['throttle'],
    ['throttle'],
  ])
})

test('the number of rules of a request is limited', () => {
  const { faults } = createInjector([])

  expect(() => faults.readRequestRules('drop;'.repeat(21))).toThrow(
    'A request can bring at most 20 rules.',
  )
  expect(faults.readRequestRules('drop;'.repeat(20))).toHaveLength(20)
})
