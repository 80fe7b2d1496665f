import { expect, test } from 'vitest'
import { readRules } from '../../src/faults/read-rule.js'
import { formatFaultRule } from '../../src/faults/rule-text.js'

const now = new Date('2026-01-01T00:00:00Z')
const read = (rules: unknown, isRequestRule = false) =>
  readRules(rules, { id: () => 'new', now, isRequestRule })

test('a rule as text equals one as an object', () => {
  const words = read(
    'error operation=SendBonus error=AWS.MechanicalTurk.InsufficientFunds message="No money; none at all" nth=1,3-5 probability=0.5 after id=broke',
  )

  expect(words).toEqual(
    read({
      id: 'broke',
      what: 'error',
      where: { operation: 'SendBonus' },
      when: { nth: [1, 3, 4, 5], probability: 0.5, phase: 'after' },
      error: 'AWS.MechanicalTurk.InsufficientFunds',
      message: 'No money; none at all',
    }),
  )
})

test('several rules are separated by semicolons, or listed, or both', () => {
  const rules = read([
    'throttle operation=*; drop transport=SQS',
    { what: 'hang', where: { operation: 'sqs:ReceiveMessage' } },
  ])

  expect(rules.map(({ what }) => what)).toEqual(['throttle', 'drop', 'hang'])
  expect(read(JSON.stringify(rules))).toEqual(rules)
})

test('a window can be given as durations from now', () => {
  const [rule] = read('error transport=SQS from=PT1M to=2026-01-02T00:00:00Z')

  expect(rule!.when.window).toEqual({
    from: '2026-01-01T00:01:00.000Z',
    to: '2026-01-02T00:00:00.000Z',
  })
})

test.each([
  'throttle operation=CreateHIT nth=1,2,3',
  'error after operation=* account=000000000001 probability=0.25 error=InternalFailure',
  'delay transport=SNS destination=*:news eventType=HITReviewable milliseconds=20',
  'hang operation=GetHIT from=2026-01-01T00:00:00.000Z to=2026-01-01T00:05:00.000Z',
])('%s is formatted as it was given', (words) => {
  const [rule] = read(words)

  expect(read(formatFaultRule(rule!))).toEqual([rule])
})

test('rules of a request target the request, or what it causes where only that is possible', () => {
  const [throttle, drop] = read('throttle; drop', true)

  expect([throttle!.where, drop!.where]).toEqual([{ operation: '*' }, { transport: '*' }])
})

test.each([
  ['explode operation=*', 'what cannot be "explode". Give one of error, throttle,'],
  ['throttle', 'Give a target: operation=* for calls, transport=* for deliveries'],
  ['operation=CreateHIT', 'starts with the kind of fault'],
  ['throttle CreateHIT', '"CreateHIT" in "throttle CreateHIT" is not understood.'],
  ['throttle !', '"!" is not understood.'],
  ['throttle verb=x', 'There is no verb= in a rule. There are operation,'],
  ['throttle operation=a-b', 'operation cannot be "a-b". Give a name such as CreateHIT'],
  ['drop transport=FAX', 'transport cannot be "FAX". Give one of Email, SQS, SNS, *.'],
  ['drop eventType=HITMade', 'eventType cannot be "HITMade". Give one of AssignmentAccepted,'],
  ['drop destination=', 'destination cannot be "".'],
  ['drop account=1 transport=*', 'account cannot be "1". Give 12 digits.'],
  ['throttle operation=* nth=0', 'Give whole numbers from 1'],
  ['throttle operation=* nth=2-', 'nth cannot be "2-". Give whole numbers from 1'],
  ['throttle operation=* nth=7-5', 'nth cannot be "7-5". Give whole numbers from 1'],
  ['throttle operation=* nth=1-999999999', '1000 at the most'],
  ['throttle operation=* probability=2', 'probability cannot be "2". Give a number from 0 to 1.'],
  ['throttle operation=* from=now', 'from cannot be "now". Give an instant'],
  ['throttle operation=* id="a b"', 'id cannot be "a b". Give 1 to 64 letters'],
  ['delay operation=*', 'Give the length of a delay: milliseconds.'],
  ['delay operation=* milliseconds=soon', 'milliseconds cannot be "soon".'],
  ['drop operation=CreateHIT', 'drop is for deliveries: give transport, destination or eventType.'],
  ['reorder operation=CreateHIT', 'reorder is for deliveries'],
  ['error operation=* transport=SQS', 'targets calls (operation) or deliveries'],
  ['throttle operation=* after', 'throttle comes before a call or not at all: leave out "after".'],
  ['duplicate transport=* after', 'duplicate comes before a delivery or not at all'],
  [
    'hang operation=* milliseconds=5',
    'milliseconds goes with delay, reorder, batch, not with hang.',
  ],
  ['drop transport=* error=X', 'error= and message= go with error, not with drop.'],
  ['error operation=GetHIT error=Oops', 'MTurk never returns "Oops". Give one of ServiceFault,'],
  ['[1', '[1… begins like JSON and is none.'],
])('%s is refused: %s', (words, sentence) => {
  expect(() => read(words)).toThrow(sentence)
})

test.each([
  [7, 'A rule is an object'],
  [null, 'A rule is an object'],
  [{ what: 'drop', wen: {} }, 'There is no "wen" in a rule. There are id, where, when,'],
  [{ what: 'drop', where: { queue: 'x' } }, 'There is no "queue" in where.'],
  [{ what: 'drop', where: 'SQS' }, 'where is an object of operation,'],
  [{ what: 'drop', when: { nth: ['1'] } }, 'nth cannot be "1".'],
  [
    { what: 'drop', when: { phase: 'later' } },
    'phase cannot be "later". Give one of before, after.',
  ],
  [{ where: { operation: '*' } }, 'what cannot be "". Give one of error'],
])('%j is refused: %s', (input, sentence) => {
  expect(() => read(input)).toThrow(sentence)
})
