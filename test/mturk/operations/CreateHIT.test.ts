import { readFileSync } from 'node:fs'
import {
  CreateHITCommand,
  type CreateHITCommandInput,
  CreateHITWithHITTypeCommand,
  GetHITCommand,
  ListHITsCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import {
  expectedMissingParameter,
  expectedParameterError,
  expectedRangeError,
  expectedRequestError,
} from '../../support/clients.js'
import {
  externalQuestion,
  hitInput,
  initialTime,
  startTestEmulator,
  timeAfter,
} from '../../support/setup.js'

test('creates a HIT that GetHIT returns equally', async () => {
  const { mturk, createHit } = await startTestEmulator()

  const hit = await createHit()

  expect((await mturk.send(new GetHITCommand({ HITId: hit.HITId }))).HIT).toEqual(hit)
})

test('two HITs with equal properties have one HIT type and one group', async () => {
  const { createHit } = await startTestEmulator()

  const [one, two] = [await createHit(), await createHit({ LifetimeInSeconds: 60 })]

  expect([two.HITTypeId, two.HITGroupId]).toEqual([one.HITTypeId, one.HITGroupId])
  expect(two.HITId).not.toBe(one.HITId)
})

test.each(['ExternalQuestion', 'HTMLQuestion', 'QuestionForm'])(
  'a question may be an %s',
  async (kind) => {
    const { createHit } = await startTestEmulator()
    const file = { ExternalQuestion: 'external', HTMLQuestion: 'html', QuestionForm: 'form' }[kind]
    const Question = readFileSync(`fixtures/questions/${file}.xml`, 'utf8')

    expect((await createHit({ Question })).Question).toBe(Question)
  },
)

test('accepts an http page on the local machine', async () => {
  const { createHit } = await startTestEmulator()
  const Question = externalQuestion.replace('https://example.com', 'http://localhost:3000')

  expect((await createHit({ Question })).Question).toBe(Question)
})

test('accepts an unknown qualification type as a requirement, which no worker meets', async () => {
  const { createHit, control } = await startTestEmulator()
  const { HITId } = await createHit({
    QualificationRequirements: [{ QualificationTypeId: '3PRODUCTION', Comparator: 'Exists' }],
  })

  await expect(control.accept('A1WORKER', HITId!)).rejects.toThrow('You do not meet')
})

test('a registered layout gives the question, with the request’s parameters filled in', async () => {
  const { createHit, control } = await startTestEmulator()
  const layout = await control.request('PUT /_mturk/layouts/{id}', {
    id: '3LAYOUT',
    body: { html: readFileSync('fixtures/layouts/cat.html', 'utf8') },
  })

  const hit = await createHit({
    Question: undefined,
    HITLayoutId: '3LAYOUT',
    HITLayoutParameters: [
      { Name: 'kind', Value: '<b>Cat</b>' },
      { Name: 'image_url', Value: 'cat.png' },
    ],
  })

  expect(layout.parameters).toEqual(['kind', 'image_url'])
  expect(hit.HITLayoutId).toBe('3LAYOUT')
  expect(hit.Question).toBe(
    '<HTMLQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd"><HTMLContent><![CDATA[<p><b>Cat</b>: <img src="cat.png"></p>]]]]><![CDATA[>]]></HTMLContent><FrameHeight>0</FrameHeight></HTMLQuestion>',
  )
})

test.each([
  ['5', '5.00'],
  ['5.', '5.00'],
  ['0.1', '0.10'],
  ['007.07', '7.07'],
  ['99999999999999999999.99', '99999999999999999999.99'],
])('a reward of %s is returned as %s', async (Reward, expected) => {
  const { createHit } = await startTestEmulator()

  expect((await createHit({ Reward })).Reward).toBe(expected)
})

test('a token creates one HIT for a day, to the second, with either operation', async () => {
  const { mturk, createHit, control } = await startTestEmulator()
  const { HITId, HITTypeId } = await createHit({ UniqueRequestToken: 'once' })
  const again = () => createHit({ UniqueRequestToken: 'once' })
  const known = expectedRequestError(
    'HitAlreadyExists',
    `The HIT with ID "${HITId}" already exists.`,
  )

  await expect(again()).rejects.toMatchObject(known)
  await expect(
    mturk.send(
      new CreateHITWithHITTypeCommand({
        HITTypeId,
        LifetimeInSeconds: 60,
        Question: externalQuestion,
        UniqueRequestToken: 'once',
      }),
    ),
  ).rejects.toMatchObject(known)
  await control.advance('PT23H59M59S')
  await expect(again()).rejects.toMatchObject(known)
  await control.advance('PT1S')
  await expect(again()).resolves.toBeDefined()
})

test('an expired token is removed', async () => {
  const { createHit, control, marketplace } = await startTestEmulator()
  for (const UniqueRequestToken of ['one', 'two']) await createHit({ UniqueRequestToken })
  await control.advance('P1D')

  await createHit({ UniqueRequestToken: 'three' })

  const tokens = await marketplace.store.transaction((tx) => tx.idempotencyTokens.list({}))
  expect(tokens.map(({ record }) => record.token)).toEqual(['three'])
})

test('a token belongs to its requester', async () => {
  const { createHit, connectAs } = await startTestEmulator()
  await createHit({ UniqueRequestToken: 'once' })

  const other = connectAs('123456789012').send(
    new CreateHITCommand({ ...hitInput, UniqueRequestToken: 'once' }),
  )

  await expect(other).resolves.toBeDefined()
})

const invalidInputs: readonly [string, Partial<CreateHITCommandInput>, object][] = [
  ['a title that is too long', { Title: 'x'.repeat(129) }, expectedParameterError('Title')],
  [
    'a lifetime that is too short',
    { LifetimeInSeconds: 29 },
    expectedRangeError('LifetimeInSeconds', 29, 30, 31_536_000),
  ],
  [
    'a lifetime that is too long',
    { LifetimeInSeconds: 31_536_001 },
    expectedRangeError('LifetimeInSeconds', 31_536_001, 30, 31_536_000),
  ],
  [
    'a duration that is too long',
    { AssignmentDurationInSeconds: 31_536_001 },
    expectedRangeError('AssignmentDurationInSeconds', 31_536_001, 30, 31_536_000),
  ],
  ['no question at all', { Question: undefined }, expectedParameterError('Question')],
  ['a question and a layout', { HITLayoutId: '3LAYOUT' }, expectedParameterError('Question')],
  [
    'an empty question',
    { Question: '' },
    expectedParameterError(
      'Question',
      'Your request parameter Question  has a minimum length of 1.',
    ),
  ],
  [
    'a question that is too long',
    { Question: externalQuestion.padEnd(65_536) },
    expectedParameterError('Question'),
  ],
  [
    'an emoji in the question',
    { Question: externalQuestion.replace('task', '\u{1f63a}') },
    expectedParameterError('QuestionXML', 'The value  is not valid for the parameter QuestionXML.'),
  ],
  [
    'no assignments',
    { MaxAssignments: 0 },
    expectedRangeError('MaxAssignments', 0, 1, 1_000_000_000),
  ],
  [
    'too many assignments',
    { MaxAssignments: 1_000_000_001 },
    expectedRangeError('MaxAssignments', 1_000_000_001, 1, 1_000_000_000),
  ],
  [
    'an annotation that is too long',
    { RequesterAnnotation: 'x'.repeat(256) },
    expectedParameterError('RequesterAnnotation'),
  ],
  [
    'an unknown policy',
    { HITReviewPolicy: { PolicyName: 'Guess/2011-09-01' } },
    expectedParameterError('ReviewPolicy'),
  ],
]

test.each(invalidInputs)('refuses %s, and creates nothing', async (_, fields, error) => {
  const { mturk, createHit } = await startTestEmulator()

  await expect(createHit(fields)).rejects.toMatchObject(error)
  expect((await mturk.send(new ListHITsCommand({}))).NumResults).toBe(0)
})

test.each([
  ['no XML', 'draw a cat'],
  ['an answer key', readFileSync('fixtures/tests/cats-key.xml', 'utf8')],
  ['an element too much', externalQuestion.replace('</ExternalURL>', '</ExternalURL><Cat/>')],
  ['entities', `<!DOCTYPE a [<!ENTITY b "c">]>${externalQuestion}`],
])('refuses a question that is %s, with the captured message', async (_, Question) => {
  const { createHit } = await startTestEmulator()

  await expect(createHit({ Question })).rejects.toMatchObject({
    name: 'ParameterValidationError',
    message: expect.stringMatching(
      /^There was an error parsing the XML question or answer data in your request\. Please/,
    ),
  })
})

const htmlQuestion = (html: string) =>
  `<HTMLQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd"><HTMLContent><![CDATA[${html}]]></HTMLContent><FrameHeight>0</FrameHeight></HTMLQuestion>`
const htmlError = (errors: string, html: string) => ({
  ...expectedParameterError(
    'Question',
    `There was an error parsing the HTML5 data in your request.  Please make sure the data is well-formed and validates as HTML5. Details: Errors: ${errors} Invalid content: ${html}`,
    'AWS.MechanicalTurk.XHTMLParseError',
  ),
})

test('refuses a page that is not HTML5, with the captured message, and creates nothing', async () => {
  const { mturk, createHit } = await startTestEmulator()
  const html = '\n<!DOCTYPE html>\n<body>\n<p id="a"class="b">x</p>\n<body>'

  await expect(createHit({ Question: htmlQuestion(html) })).rejects.toMatchObject(
    htmlError(
      '<! [4,10] No space between attributes. !> <! [5,6] An “body” start tag seen but an element of the same type was already open. !>',
      html,
    ),
  )
  expect((await mturk.send(new ListHITsCommand({}))).NumResults).toBe(0)
})

test('refuses a layout parameter that makes the page invalid HTML5', async () => {
  const { createHit, control } = await startTestEmulator()
  await control.request('PUT /_mturk/layouts/{id}', {
    id: '3LAYOUT',
    body: { html: readFileSync('fixtures/layouts/cat.html', 'utf8') },
  })

  await expect(
    createHit({
      Question: undefined,
      HITLayoutId: '3LAYOUT',
      HITLayoutParameters: [
        { Name: 'kind', Value: 'AT&T' },
        { Name: 'image_url', Value: 'cat.png' },
      ],
    }),
  ).rejects.toMatchObject(
    htmlError(
      '<! [1,6] “&” did not start a character reference. (“&” probably should have been escaped as “&amp;”.) !>',
      '<p>AT&T: <img src="cat.png"></p>]]>',
    ),
  )
})

const atAddress = (url: string) => externalQuestion.replace('https://example.com/task', url)
const httpsError = (url: string) =>
  expectedParameterError(
    'ExternalURL',
    `The value "${url}" is not valid for the parameter ExternalURL. This URL must use the HTTPS protocol..`,
  )

test.each(['http://example.com/task', 'http://8.8.8.8/', 'HTTP://EXAMPLE.COM'])(
  'refuses the address %s, in the captured words',
  async (url) => {
    const { createHit } = await startTestEmulator()

    await expect(createHit({ Question: atAddress(url) })).rejects.toMatchObject(httpsError(url))
  },
)

test.each([
  'http://localhost:3000/task',
  'http://127.0.0.1:8080',
  'http://[::1]/',
  'http://192.168.1.7/',
  'http://survey:3000',
  'http://survey.test',
])('accepts the local address %s, unless https-only is on', async (url) => {
  const { createHit } = await startTestEmulator()
  const strict = await startTestEmulator({ quirk: ['https-only'] })

  await expect(createHit({ Question: atAddress(url) })).resolves.toBeDefined()
  await expect(strict.createHit({ Question: atAddress(url) })).rejects.toMatchObject(
    httpsError(url),
  )
})

test('refuses a layout that is not registered, and one with missing parameters', async () => {
  const { createHit, control } = await startTestEmulator()
  await control.request('PUT /_mturk/layouts/{id}', {
    id: '3LAYOUT',
    body: { html: readFileSync('fixtures/layouts/cat.html', 'utf8') },
  })

  await expect(createHit({ Question: undefined, HITLayoutId: '3NONE' })).rejects.toMatchObject(
    expectedRequestError('HITLayoutDoesNotExist', 'HIT layout 3NONE does not exist.'),
  )
  await expect(
    createHit({
      Question: undefined,
      HITLayoutId: '3LAYOUT',
      HITLayoutParameters: [{ Name: 'kind', Value: 'Cat' }],
    }),
  ).rejects.toMatchObject(
    expectedMissingParameter(
      'HITLayoutParameter',
      ' You have not provided all required HITLayout parameters. Missing parameter names: image_url',
    ),
  )
})

test('reports the new HIT to the subscription of its type', async () => {
  const { createHit, subscribeQueue } = await startTestEmulator()
  const { HITTypeId } = await createHit()
  const { documents } = await subscribeQueue(HITTypeId!)

  const { HITId, HITGroupId } = await createHit()

  expect((await documents()).map((document) => JSON.parse(document).Events)).toEqual([
    [
      {
        HITGroupId,
        EventType: 'HITCreated',
        EventTimestamp: '2026-01-01T00:00:00Z',
        HITId,
        HITTypeId,
      },
    ],
  ])
})

test('returns the whole HIT with defaults filled in', async () => {
  const { createHit } = await startTestEmulator()

  const hit = await createHit({
    QualificationRequirements: [{ QualificationTypeId: 'Q', Comparator: 'Exists' }],
  })

  expect(hit).toEqual({
    HITId: expect.stringMatching(/^3[0-9A-Z]{29}$/),
    HITTypeId: expect.stringMatching(/^3[0-9A-Z]{29}$/),
    HITGroupId: expect.stringMatching(/^3[0-9A-Z]{29}$/),
    CreationTime: initialTime,
    Expiration: timeAfter(3600),
    Title: 'Draw a cat',
    Description: 'With a pencil',
    Keywords: 'cat, pencil',
    Question: externalQuestion,
    Reward: '0.10',
    HITStatus: 'Assignable',
    HITReviewStatus: 'NotReviewed',
    MaxAssignments: 1,
    AutoApprovalDelayInSeconds: 2_592_000,
    AssignmentDurationInSeconds: 600,
    QualificationRequirements: [
      {
        QualificationTypeId: 'Q',
        Comparator: 'Exists',
        ActionsGuarded: 'Accept',
        RequiredToPreview: false,
      },
    ],
    NumberOfAssignmentsPending: 0,
    NumberOfAssignmentsAvailable: 1,
    NumberOfAssignmentsCompleted: 0,
  })
  expect(hit.HITGroupId).not.toBe(hit.HITTypeId)
})
