import { readdirSync, readFileSync } from 'node:fs'
import { CreateQualificationTypeCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { validateQuestion } from '../../src/domain/questions/validate-question.js'
import { externalQuestion, startTestEmulator } from '../support/setup.js'

const openingTag =
  'There was an error parsing the XML question or answer data in your request. Please make sure the data is well-formed and validates against the appropriate schema. Details: '
const base = 'http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas'
const form = (content: string, version = '2005-10-01') =>
  `<QuestionForm xmlns="${base}/${version}/QuestionForm.xsd">${content}</QuestionForm>`
const formWithAnswer = (answer: string) =>
  `<Question><QuestionIdentifier>q</QuestionIdentifier><QuestionContent><Text>?</Text></QuestionContent><AnswerSpecification>${answer}</AnswerSpecification></Question>`
const selection = formWithAnswer(
  '<SelectionAnswer><StyleSuggestion>radiobutton</StyleSuggestion><Selections><Selection><SelectionIdentifier>a</SelectionIdentifier><Text>A</Text></Selection></Selections></SelectionAnswer>',
)

test.each(readdirSync('fixtures/questions'))('%s is a valid question', (file) => {
  const xml = readFileSync(`fixtures/questions/${file}`, 'utf8')

  expect(() => validateQuestion(xml, { httpsOnly: false })).not.toThrow()
})

test.each([
  ['an external page', externalQuestion],
  [
    'a page given along',
    `<HTMLQuestion xmlns="${base}/2011-11-11/HTMLQuestion.xsd"><HTMLContent><![CDATA[<!DOCTYPE html><p>hi</p>]]></HTMLContent><FrameHeight>0</FrameHeight></HTMLQuestion>`,
  ],
  ['a form', form(selection)],
  ['a form of 2017', form(formWithAnswer('<FreeTextAnswer/>'), '2017-11-06')],
  [
    'an upload',
    form(
      formWithAnswer(
        '<FileUploadAnswer><MaxFileSizeInBytes>9</MaxFileSizeInBytes><MinFileSizeInBytes>1</MinFileSizeInBytes></FileUploadAnswer>',
      ),
    ),
  ],
])('%s is accepted', (_, xml) => {
  expect(() => validateQuestion(xml, { httpsOnly: false })).not.toThrow()
})

test.each([
  ['invalid XML', 'What is a cat?'],
  ['XML cut off', externalQuestion.slice(0, -5)],
  ['another namespace', externalQuestion.replace('2006-07-14', '1999-01-01')],
  ['an element in the wrong place', externalQuestion.replace(/<ExternalURL>.*<\/ExternalURL>/, '')],
  ['a form without questions', form('')],
  [
    'the sizes of an upload the wrong way round',
    form(
      formWithAnswer(
        '<FileUploadAnswer><MinFileSizeInBytes>1</MinFileSizeInBytes><MaxFileSizeInBytes>9</MaxFileSizeInBytes></FileUploadAnswer>',
      ),
    ),
  ],
  ['an answer key', `<AnswerKey xmlns="${base}/2005-10-01/AnswerKey.xsd"/>`],
  ['an entity bomb', `<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]>${externalQuestion}`],
])('%s is refused in the service’s words, and no HIT is created', async (_, Question) => {
  const { createHit, marketplace } = await startTestEmulator()

  await expect(createHit({ Question })).rejects.toMatchObject({
    name: 'ParameterValidationError',
    message: expect.stringContaining(openingTag),
  })
  expect(await marketplace.store.transaction((tx) => tx.hits.count({}))).toBe(0)
})

test('a qualification test must be a QuestionForm, and its key an AnswerKey', async () => {
  const { mturk } = await startTestEmulator()
  const create = (Test: string, AnswerKey?: string) =>
    mturk.send(
      new CreateQualificationTypeCommand({
        Name: 'Cats',
        Description: 'Knows cats',
        QualificationTypeStatus: 'Active',
        TestDurationInSeconds: 60,
        Test,
        AnswerKey,
      }),
    )
  const key = `<AnswerKey xmlns="${base}/2005-10-01/AnswerKey.xsd"><Question><QuestionIdentifier>q</QuestionIdentifier><AnswerOption><SelectionIdentifier>a</SelectionIdentifier><AnswerScore>5</AnswerScore></AnswerOption></Question></AnswerKey>`

  await expect(create(externalQuestion)).rejects.toMatchObject({ name: 'ParameterValidationError' })
  await expect(create(form(selection), '<AnswerKey/>')).rejects.toMatchObject({
    name: 'ParameterValidationError',
    Parameter: 'AnswerKey',
  })
  await expect(create(form(selection), key)).resolves.toBeDefined()
})
