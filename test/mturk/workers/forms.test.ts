import { readFileSync } from 'node:fs'
import { GetAssignmentCommand, GetFileUploadURLCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startTestEmulator } from '../../support/setup.js'

const form = readFileSync('fixtures/questions/form.xml', 'utf8')
const upload = readFileSync('fixtures/questions/upload.xml', 'utf8')

async function startWithAcceptedForm(Question: string) {
  const emulator = await startTestEmulator()
  const { HITId } = await emulator.createHit({ Question, MaxAssignments: 2 })
  const { id } = await emulator.control.accept('A1WORKER', HITId!)
  const answer = async () =>
    (await emulator.mturk.send(new GetAssignmentCommand({ AssignmentId: id }))).Assignment!.Answer!
  return { ...emulator, HITId: HITId!, id, answer }
}

test('the answers to a form are written by the type of question: text, selections, other text', async () => {
  const { control, id, answer } = await startWithAcceptedForm(form)

  await control.submit('A1WORKER', id, { tell: '7', choose: ['a'], 'choose.other': 'c' })

  expect((await answer()).replace(/^.*?<Answer>/, '<Answer>')).toBe(
    '<Answer><QuestionIdentifier>tell</QuestionIdentifier><FreeText>7</FreeText></Answer><Answer><QuestionIdentifier>choose</QuestionIdentifier><SelectionIdentifier>a</SelectionIdentifier><OtherSelectionText>c</OtherSelectionText></Answer></QuestionFormAnswers>',
  )
})

test.each([
  ['nothing', {}, 'Tell: an answer is required.'],
  ['a word for a number', { tell: 'x' }, 'Tell: a number is asked for. Tell: A digit'],
  ['too much', { tell: '12' }, 'a number from 0 to 9'],
  ['too many choices', { tell: '1', choose: ['a', 'b'], 'choose.other': 'c' }, 'choose 1 to 2.'],
])(
  'a form does not let %s through, and the work can still be submitted',
  async (_, fields, words) => {
    const { control, id } = await startWithAcceptedForm(form)

    await expect(control.submit('A1WORKER', id, fields)).rejects.toThrow(words)
    await expect(control.submit('A1WORKER', id, { tell: '1' })).resolves.toMatchObject({
      status: 'Submitted',
    })
  },
)

test('a regular expression with catastrophic backtracking takes linear time', async () => {
  const evil = form
    .replace('regex="[0-9]"', 'regex="^(a+)+$"')
    .replace('<IsNumeric minValue="0" maxValue="9"/>', '')
    .replace(' maxLength="1"', '')
  const { control, id } = await startWithAcceptedForm(evil)

  await expect(control.submit('A1WORKER', id, { tell: `${'a'.repeat(5000)}!` })).rejects.toThrow(
    'A digit',
  )
})

test.each([
  ['large', '[\\s\\S]{1000}'.repeat(300)],
  ['nested', `${'('.repeat(3000)}a${')'.repeat(3000)}`],
  ['repeated', '(((a{30}){30}){30}){30}'],
])('a regular expression that is too %s is not evaluated', async (_, regex) => {
  const evil = form
    .replace('regex="[0-9]"', `regex="${regex}"`)
    .replace('<IsNumeric minValue="0" maxValue="9"/>', '')
    .replace(' maxLength="1"', '')
  const { control, id } = await startWithAcceptedForm(evil)

  await expect(
    control.submit('A1WORKER', id, { tell: 'a'.repeat(500_000) }),
  ).resolves.toMatchObject({ status: 'Submitted' })
})

const toXml = (answers: string) =>
  `<QuestionFormAnswers xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionFormAnswers.xsd">${answers}</QuestionFormAnswers>`
const toldAs = (text: string) =>
  `<Answer><QuestionIdentifier>tell</QuestionIdentifier><FreeText>${text}</FreeText></Answer>`
const chosen = (content: string) =>
  `<Answer><QuestionIdentifier>choose</QuestionIdentifier>${content}</Answer>`

test('XML that answers the form is stored as it is', async () => {
  const { control, id, answer } = await startWithAcceptedForm(form)
  const choice =
    '<SelectionIdentifier>a</SelectionIdentifier><OtherSelectionText>c</OtherSelectionText>'
  const xml = toXml(toldAs('7') + chosen(choice))

  await control.submit('A1WORKER', id, xml)

  expect(await answer()).toBe(xml)
})

test.each([
  ['is no answer', '<no/>', 'There was an error parsing'],
  ['leaves out a required answer', toXml(chosen('')), 'Tell: an answer is required.'],
  ['has a word for a number', toXml(toldAs('x')), 'Tell: a number is asked for.'],
  [
    'has a choice that is not offered',
    toXml(toldAs('7') + chosen('<SelectionIdentifier>z</SelectionIdentifier>')),
    'there is no choice z.',
  ],
  [
    'answers a question of another form',
    toXml(toldAs('7') + toldAs('7').replace('tell', 'sing')),
    'The form has no question sing.',
  ],
])('XML that %s is refused, and the work can still be submitted', async (_, xml, words) => {
  const { control, id } = await startWithAcceptedForm(form)

  await expect(control.submit('A1WORKER', id, xml)).rejects.toThrow(words)
  await expect(control.submit('A1WORKER', id, { tell: '1' })).resolves.toMatchObject({
    status: 'Submitted',
  })
})

test('an uploaded file is part of the answer, and GetFileUploadURL links to it for a minute', async () => {
  const { control, id, answer, mturk, HITId } = await startWithAcceptedForm(upload)
  const ask = () =>
    mturk.send(new GetFileUploadURLCommand({ AssignmentId: id, QuestionIdentifier: 'picture' }))

  await expect(ask()).rejects.toMatchObject({
    TurkErrorCode: 'AWS.MechanicalTurk.InvalidParameterValue',
  })
  await control.request('PUT /_mturk/workers/{id}/assignments/{assignmentId}/files/{question}', {
    id: 'A1WORKER',
    assignmentId: id,
    question: 'picture',
    file: 'a cat, and more',
    type: 'image/png',
  })
  await expect(control.submit('A1WORKER', id)).rejects.toThrow(
    'picture: the file must have from 1 to 9 bytes.',
  )
  const { key } = await control.request(
    'PUT /_mturk/workers/{id}/assignments/{assignmentId}/files/{question}',
    { id: 'A1WORKER', assignmentId: id, question: 'picture', file: 'a cat', type: 'image/png' },
  )
  await control.submit('A1WORKER', id)
  await expect(
    control.request('PUT /_mturk/workers/{id}/assignments/{assignmentId}/files/{question}', {
      id: 'A1WORKER',
      assignmentId: id,
      question: 'picture',
      file: 'late',
    }),
  ).rejects.toThrow('Submitted already')

  expect(await answer()).toContain(
    `<UploadedFileSizeInBytes>5</UploadedFileSizeInBytes><UploadedFileKey>${key}</UploadedFileKey>`,
  )
  const { FileUploadURL } = await ask()
  const file = await fetch(FileUploadURL!)
  expect([file.status, await file.text()]).toEqual([200, 'a cat'])
  expect((await fetch(FileUploadURL!.replace(/signature=./, 'signature=x'))).status).toBe(403)
  await control.advance('PT60S')
  expect((await fetch(FileUploadURL!)).status).toBe(403)

  const other = await control.accept('A2WORKER', HITId)
  await expect(
    control.request('PUT /_mturk/workers/{id}/assignments/{assignmentId}/files/{question}', {
      id: 'A1WORKER',
      assignmentId: other.id,
      question: 'picture',
      file: 'a cat',
    }),
  ).rejects.toThrow('You have no assignment')
})

test('a file that is too large is refused', async () => {
  const emulator = await startTestEmulator({ uploadLimit: 10 })
  const { HITId } = await emulator.createHit({ Question: upload })
  const { id } = await emulator.control.accept('A1WORKER', HITId!)

  await expect(
    emulator.control.request(
      'PUT /_mturk/workers/{id}/assignments/{assignmentId}/files/{question}',
      { id: 'A1WORKER', assignmentId: id, question: 'picture', file: 'x'.repeat(11) },
    ),
  ).rejects.toThrow('too large')
})

test('a preview contains the question, and after accepting the assignment', async () => {
  const { control, HITId, id } = await startWithAcceptedForm(form)

  expect(
    await control.request('GET /_mturk/workers/{id}/hits/{hitId}', {
      id: 'A2WORKER',
      hitId: HITId,
    }),
  ).toMatchObject({
    question: form,
    ineligibilityReasons: [],
  })
  expect(
    await control.request('GET /_mturk/workers/{id}/hits/{hitId}', {
      id: 'A1WORKER',
      hitId: HITId,
    }),
  ).toMatchObject({ assignment: { id } })
  const { assignments } = await control.request('GET /_mturk/workers/{id}/assignments', {
    id: 'A1WORKER',
  })
  expect(assignments.map(({ status }) => status)).toEqual(['Accepted'])
  await expect(
    control.request('GET /_mturk/workers/{id}/hits/{hitId}', { id: 'A1WORKER', hitId: '3NONE' }),
  ).rejects.toThrow('There is no HIT 3NONE.')
})

test('HITs are searched by words, and pages are full although some HITs do not match', async () => {
  const { control, createHit } = await startTestEmulator()
  for (const Title of ['Draw a cat', 'Draw a dog', 'Draw a cat again', 'Sing', 'Cat, draw'])
    await createHit({ Title, Description: 'x', Keywords: '' })

  const first = await control.request('GET /_mturk/workers/{id}/hits', {
    id: 'A1WORKER',
    search: 'CAT draw',
    limit: 2,
  })
  const second = await control.request('GET /_mturk/workers/{id}/hits', {
    id: 'A1WORKER',
    search: 'CAT draw',
    limit: 2,
    after: first.next,
  })

  expect([first, second].map(({ hits }) => hits.map(({ title }) => title))).toEqual([
    ['Draw a cat', 'Draw a cat again'],
    ['Cat, draw'],
  ])
})
