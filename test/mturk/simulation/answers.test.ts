import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Assignment, GetHITCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import type { CrowdInput } from '../../../src/mturk/simulation/crowd-schema.js'
import { parseAnswers } from '../../support/clients.js'
import { createCrowdPage, crowdParts } from '../../support/crowd-parts.js'
import { createTempFolder, startTestEmulator } from '../../support/setup.js'

const fixture = (name: string) => readFileSync(`fixtures/questions/${name}`, 'utf8')
const page = (html: string) =>
  `<HTMLQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd"><HTMLContent><![CDATA[${html}]]></HTMLContent><FrameHeight>0</FrameHeight></HTMLQuestion>`
const form = (questions: string) =>
  `<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionForm.xsd">${questions}</QuestionForm>`
const freeText = (name: string, constraints: string) =>
  `<Question><QuestionIdentifier>${name}</QuestionIdentifier><IsRequired>true</IsRequired><QuestionContent><Text>?</Text></QuestionContent><AnswerSpecification><FreeTextAnswer><Constraints>${constraints}</Constraints></FreeTextAnswer></AnswerSpecification></Question>`

/** The answers of a crowd of ten to a question, and the crowd's statistics. */
async function simulateAnswers(Question: string, crowd: CrowdInput = {}) {
  const { createHits, control, listAssignments } = await startTestEmulator()
  const { hitIds } = await createHits(1, { Question, MaxAssignments: 10 })
  await control.putCrowd('all', { seed: 'answers', ...crowd })
  await control.advance('P1D')
  const { stats, lastError } = await control.crowd('all')
  return {
    did: stats,
    trouble: lastError,
    answers: (await listAssignments(hitIds)).map(assignmentAnswers),
  }
}

const assignmentAnswers = ({ Answer }: Assignment) => parseAnswers(Answer)

test('random answers to a form are valid', async () => {
  const { did, answers } = await simulateAnswers(fixture('form.xml'))

  expect(did).toMatchObject({ submitted: 10, errors: 0 })
  for (const { tell, choose } of answers) {
    expect(tell).toMatch(/^[0-9]$/)
    expect(choose).toMatch(/^(a|b|a\|b)$/)
  }
})

test('random answers meet several constraints at once', async () => {
  const { did, answers } = await simulateAnswers(
    form(
      [
        freeText('zip', '<AnswerFormatRegex regex="^[0-9]{5}(-[0-9]{4})?$"/>'),
        freeText('long', '<Length minLength="200" maxLength="210"/>'),
        freeText(
          'code',
          '<Length minLength="4" maxLength="4"/><AnswerFormatRegex regex="^[a-f]+$" flags="i"/>',
        ),
        freeText('share', '<IsNumeric minValue="25" maxValue="75"/>'),
        freeText('year', '<IsNumeric minValue="1900" maxValue="2026"/><Length minLength="4"/>'),
      ].join(''),
    ),
  )

  expect(did).toMatchObject({ submitted: 10, errors: 0 })
  for (const { zip, long, code, share, year } of answers) {
    expect(zip).toMatch(/^\d{5}(-\d{4})?$/)
    expect(long!.length).toBeGreaterThanOrEqual(200)
    expect(code).toMatch(/^[a-f]{4}$/i)
    expect(Number(share)).toBeGreaterThanOrEqual(25)
    expect(Number(year)).toBeGreaterThanOrEqual(1900)
  }
})

test('bad work answers a form with the shortest valid answers', async () => {
  const { did, answers } = await simulateAnswers(fixture('form.xml'), { errorRate: 1 })

  expect(did).toMatchObject({ submitted: 10, badSubmissions: 10 })
  expect(new Set(answers.map((each) => JSON.stringify(each)))).toEqual(new Set(['{"tell":"0"}']))
})

test('a worker uploads a file where the form asks for one', async () => {
  const { did, answers } = await simulateAnswers(fixture('upload.xml'))

  expect(did.submitted).toBe(10)
  for (const { picture } of answers) expect(picture).toMatch(/^9\|\w{30}$/)
})

test('the fields of a page are filled in with values that a browser accepts', async () => {
  const { answers } = await simulateAnswers(
    page(`<!DOCTYPE html><form action="https://www.mturk.com/mturk/externalSubmit">
      <input type="hidden" name="assignmentId"><input type="hidden" name="batch" value="7">
      <input name="name" minlength="3" required><input type="number" name="age" min="18" max="99">
      <input type="email" name="mail"><input type="date" name="day"><input name="plate" pattern="[A-Z]{2}-[0-9]{3}">
      <label><input type="radio" name="cat" value="yes">Yes</label><label><input type="radio" name="cat" value="no">No</label>
      <input type="checkbox" name="tags" value="a"><input type="checkbox" name="tags" value="b">
      <select name="size" required><option value="">Choose</option><option>small<option value="L">large</select>
      <textarea name="why"></textarea><input type="submit" name="go"><input name="off" disabled>
      <crowd-slider name="rating" min="1" max="5" required></crowd-slider>
      <crowd-classifier name="mood" categories='["glad", "sad"]'></crowd-classifier></form>`),
  )

  expect(answers).toHaveLength(10)
  for (const answer of answers) {
    expect(answer).toMatchObject({
      batch: '7',
      name: expect.stringMatching(/^.{3,}$/),
      age: expect.stringMatching(/^(1[89]|[2-9]\d)$/),
      mail: expect.stringMatching(/^[a-z]+@example\.(com|org)$/),
      day: expect.stringMatching(/^20\d\d-\d\d-\d\d$/),
      plate: expect.stringMatching(/^[A-Z]{2}-\d{3}$/),
      cat: expect.stringMatching(/^(yes|no)$/),
      size: expect.stringMatching(/^(small|L)$/),
      why: expect.stringMatching(/\w+ \w+/),
      rating: expect.stringMatching(/^[1-5]$/),
      mood: expect.stringMatching(/^(glad|sad)$/),
    })
    expect(Object.keys(answer)).not.toContain('go')
    expect(Object.keys(answer)).not.toContain('off')
    expect(Object.keys(answer)).not.toContain('assignmentId')
  }
})

const crowdForm = (attributes: string) =>
  page(`<crowd-form ${attributes}>
    <crowd-image-classifier name="mood" categories="['glad', 'sad']"></crowd-image-classifier>
    <crowd-classifier-multi-select name="seen" categories='["ears", "tail"]'></crowd-classifier-multi-select>
    <crowd-checkbox name="looks" value="dim"></crowd-checkbox><crowd-checkbox name="looks" value="dark"></crowd-checkbox>
    <crowd-input name="word"></crowd-input></crowd-form>`)

test('a page of crowd-html-elements submits what it submits in a browser', async () => {
  const { answers } = await simulateAnswers(crowdForm(''))

  expect(answers).toHaveLength(10)
  for (const answer of answers) {
    expect(Object.keys(answer)).toEqual(['taskAnswers'])
    expect(JSON.parse(answer.taskAnswers!)).toEqual([
      {
        looks: { dim: expect.any(Boolean), dark: expect.any(Boolean) },
        mood: { label: expect.toBeOneOf(['glad', 'sad']) },
        seen: { labels: expect.any(Array) },
        word: expect.stringMatching(/\w/),
      },
    ])
  }
})

test('with flatten-objects each value is a field', async () => {
  const { answers } = await simulateAnswers(crowdForm('answer-format="flatten-objects"'))

  for (const answer of answers)
    expect(answer).toEqual({
      'looks.dark': expect.stringMatching(/^(true|false)$/),
      'looks.dim': expect.stringMatching(/^(true|false)$/),
      'mood.label': expect.stringMatching(/^(glad|sad)$/),
      'seen.labels': expect.stringMatching(/^\[.*\]$/),
      word: expect.stringMatching(/\w/),
    })
})

const {
  mark: _mark,
  seen: _seen,
  ...documented
}: Readonly<Record<string, { readonly answer: object }>> = JSON.parse(
  readFileSync('fixtures/crowd-elements/answers.json', 'utf8'),
)

/** The names and types in a value, with one member of each list. */
const describeShape = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.slice(0, 1).map(describeShape)
  if (typeof value !== 'object' || value === null) return typeof value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, describeShape(each)]))
}

test.each(Object.entries(documented))(
  '%s is answered as Amazon documents it',
  async (element, { answer: documentedAnswer }) => {
    const { answers, did } = await simulateAnswers(
      page(`<crowd-form><${element} name="drawing" src="https://example.com/cat.jpg"
      labels="['Cat']" text="A cat and a dog"></${element}></crowd-form>`),
    )

    expect(did).toMatchObject({ submitted: 10, errors: 0 })
    for (const { taskAnswers } of answers)
      expect(describeShape(JSON.parse(taskAnswers!))).toEqual([
        { drawing: describeShape(documentedAnswer) },
      ])
  },
)

const otherParts = Object.entries(crowdParts).flatMap(([element, { answer }]) =>
  answer && !(element in documented) ? [[element, answer] as const] : [],
)

test.each(otherParts)('%s is answered as in a browser', async (element, answer) => {
  const { answers, did } = await simulateAnswers(
    page(createCrowdPage(['crowd-form', element]).html),
  )

  expect(did).toMatchObject({ submitted: 10, errors: 0 })
  for (const { taskAnswers } of answers)
    expect(describeShape(JSON.parse(taskAnswers!))).toEqual([describeShape(answer)])
})

test('the category that excludes the others is chosen alone, and at least one category is', async () => {
  const { answers } = await simulateAnswers(
    page(`<crowd-form><crowd-classifier-multi-select name="seen" categories="['a', 'b']"
      exclusion-category="{ text: 'None' }"></crowd-classifier-multi-select></crowd-form>`),
    { consensusRate: 0 },
  )

  const chosen = answers.map(({ taskAnswers }) => JSON.parse(taskAnswers!)[0].seen.labels.join())
  expect(chosen.filter((labels) => !['a', 'b', 'a,b', 'None'].includes(labels))).toEqual([])
  expect(chosen).toContain('None')
})

test('ranks are different where ties are not allowed, and questions have the words that are asked for', async () => {
  const { answers } = await simulateAnswers(
    page(`<crowd-form><crowd-text-ranking name="ranking" text="Why?" responses='["a", "b", "c"]'
        ordinal-ranking-dimensions='[{"name":"Clarity","allowTie":false}]'></crowd-text-ranking>
      <crowd-question-answer-generation name="questions" text="A cat sat" min-questions="2" max-questions="3"
        question-min-words="4" question-max-words="5" answer-max-words="1" question-tags="[]"></crowd-question-answer-generation></crowd-form>`),
  )

  expect(answers).toHaveLength(10)
  for (const { taskAnswers } of answers) {
    const [{ ranking, questions }] = JSON.parse(taskAnswers!)
    expect(ranking.rankings[0].ranks.toSorted()).toEqual([1, 2, 3])
    expect(questions.questionAnswerPairs.length).toBeOneOf([2, 3])
    for (const { question, answer, tags } of questions.questionAnswerPairs)
      expect({ question, answer, tags }).toEqual({
        question: expect.stringMatching(/^(\w+ ){3,4}\w+$/),
        answer: expect.stringMatching(/^\w+$/),
        tags: [],
      })
  }
})

test('bad work ranks all the same where it may, and asks as little as it may', async () => {
  const { answers } = await simulateAnswers(
    page(
      createCrowdPage(['crowd-form', 'crowd-text-ranking', 'crowd-question-answer-generation'])
        .html,
    ),
    { errorRate: 1 },
  )

  for (const { taskAnswers } of answers)
    expect(JSON.parse(taskAnswers!)).toEqual([
      {
        questions: {
          questionAnswerPairs: [
            { answer: 'apple', highlights: [], question: 'apple apple', tags: [] },
          ],
        },
        ranking: {
          rankings: [
            { name: 'Clarity', ranks: [1, 1] },
            { name: 'Length', ranks: [1, 2] },
          ],
        },
      },
    ])
})

test('bad work draws nothing, and sizes are fields of their own with flatten-objects', async () => {
  const { answers } = await simulateAnswers(
    page(`<crowd-form answer-format="flatten-objects">
      <crowd-bounding-box name="drawing" labels="['Cat']"></crowd-bounding-box></crowd-form>`),
    { errorRate: 1 },
  )

  for (const answer of answers)
    expect(answer).toEqual({
      'drawing.boundingBoxes': '[]',
      'drawing.inputImageProperties.height': '480',
      'drawing.inputImageProperties.width': '640',
    })
})

test('an external page gets answers only to the questions of its review policies', async () => {
  const { createHits, control, listAssignments } = await startTestEmulator()
  const { hitIds } = await createHits(1, {
    HITReviewPolicy: {
      PolicyName: 'SimplePlurality/2011-09-01',
      Parameters: [
        { Key: 'QuestionIds', Values: ['label'] },
        { Key: 'QuestionAgreementThreshold', Values: ['50'] },
      ],
    },
  })
  const { hitIds: plain } = await createHits(1, { Title: 'Draw a dog' })
  await control.putCrowd('all', { workers: 4, consensusRate: 1, seed: 'x' })
  await control.advance('P1D')

  const [first, second] = (await listAssignments(hitIds)).map(assignmentAnswers)
  expect(Object.keys(first!)).toEqual(['label'])
  expect(first).toEqual(second)
  expect(Object.keys(assignmentAnswers((await listAssignments(plain))[0]!))).toEqual(['answer'])
})

test('workers choose the consensus answer as often as the consensus rate says', async () => {
  const choices = page(
    `<form><select name="s">${Array.from({ length: 50 }, (_, n) => `<option>${n}`).join('')}</select></form>`,
  )
  const kindsOf = async (consensusRate: number) =>
    new Set((await simulateAnswers(choices, { consensusRate })).answers.map(({ s }) => s)).size

  expect(await kindsOf(1)).toBe(1)
  expect(await kindsOf(0)).toBeGreaterThan(5)
})

test('answers come from the template that fits the HIT, with placeholders filled in', async () => {
  const { createHits, control, listAssignments } = await startTestEmulator()
  const { hitIds } = await createHits(2, { MaxAssignments: 3 })

  await control.putCrowd('all', {
    workers: 3,
    answers: [
      { for: 'batch 1', fields: { label: 'dog', who: `\${workerId} \${number}` } },
      { label: `\${cat|kitten}`, count: `\${1..3}`, both: ['x', `\${annotation}`] },
    ],
  })
  await control.advance('P1D')

  const [any, own] = await Promise.all(hitIds.map((id) => listAssignments([id])))
  for (const { Answer, WorkerId } of own!) {
    expect(parseAnswers(Answer)).toMatchObject({ label: 'dog' })
    expect(parseAnswers(Answer).who).toMatch(new RegExp(`^${WorkerId} [123]$`))
  }
  for (const { Answer } of any!)
    expect(parseAnswers(Answer)).toEqual({
      label: expect.stringMatching(/^(cat|kitten)$/),
      count: expect.stringMatching(/^[123]$/),
      both: 'x|batch 0',
    })
  expect(await control.crowd('all')).toMatchObject({
    settings: { answers: 'templates' },
    templates: [{ for: 'batch 1', weight: 1 }, { weight: 1 }],
  })
})

test('a template with more weight is used more often', async () => {
  const { answers } = await simulateAnswers(page('<form><input name="a"></form>'), {
    answers: [
      { weight: 1000, fields: { a: 'often' } },
      { weight: 0.0001, fields: { a: 'seldom' } },
    ],
  })

  expect(new Set(answers.map(({ a }) => a))).toEqual(new Set(['often']))
})

test('a HIT is returned when the template’s answers are invalid, and the crowd reports why', async () => {
  const { did, trouble } = await simulateAnswers(fixture('form.xml'), { answers: { tell: 'many' } })

  expect(did).toMatchObject({ submitted: 0, errors: did.returned })
  expect(trouble!.message).toBe(
    'Tell: a number is asked for. Tell: at most 1 characters are allowed. Tell: A digit',
  )
})

test('a HIT is returned when no valid answer exists, and the crowd reports why', async () => {
  const { did, trouble } = await simulateAnswers(
    form(freeText('odd', '<Length minLength="5"/><AnswerFormatRegex regex="^a$"/>')),
  )

  expect(did.submitted).toBe(0)
  expect(trouble!.message).toBe(
    'No answer to odd was found that its HIT takes. Give the crowd answers of its own.',
  )
})

test('a function answers; it may call the emulator, and its random numbers follow from the seed', async () => {
  const lived = async () => {
    const { createHits, crowds, control, mturk, listAssignments } = await startTestEmulator()
    const { hitIds } = await createHits(2)
    await crowds.put('all', {
      seed: 'x',
      answers: async ({ hitId, number, annotation, random }) => {
        const { HIT } = await mturk.send(new GetHITCommand({ HITId: hitId }))
        return {
          title: HIT!.Title!,
          said: `${annotation} ${number} ${random()}`,
        }
      },
    })
    await control.advance('P1D')
    return (await listAssignments(hitIds)).map(assignmentAnswers)
  }

  const answers = await lived()

  expect(answers).toHaveLength(4)
  expect(answers[0]).toEqual({
    title: 'Draw a cat',
    said: expect.stringMatching(/^batch 0 \d+ 0\.\d+$/),
  })
  expect(await lived()).toEqual(answers)
})

test('a HIT is returned when the function fails, or belongs to an earlier process', async () => {
  const data = join(createTempFolder(), 'world.db')
  const before = await startTestEmulator({ data })
  await before.createHits(1)
  await before.crowds.put('all', {
    workers: 1,
    answers: () => {
      throw new Error('No idea.')
    },
  })
  await before.control.advance('PT12H')
  const failed = await before.control.crowd('all')
  await before.close()
  const after = await startTestEmulator({ data })
  await after.control.advance('PT12H')
  const gone = await after.control.crowd('all')

  expect(failed.stats.errors).toBeGreaterThan(0)
  expect(failed.lastError!.message).toBe(
    'The function that answers for this crowd failed: No idea.',
  )
  expect(gone.lastError!.message).toBe(
    'The function that answers for this crowd belongs to a process that is gone; give it again.',
  )
  expect([failed.stats.submitted, gone.stats.submitted]).toEqual([0, 0])
})
