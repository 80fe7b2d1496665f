import { expect, test } from 'vitest'
import { openCrowdPage } from './crowd-page.js'

const readMessage = (field: { readonly validationMessage: string }) => field.validationMessage

/** Opens an accepted page of the second version of the elements. */
async function openTexts(html: string) {
  const crowdPage = await openCrowdPage(
    `<script src="https://assets.crowd.aws/crowd-html-elements-v2.js"></script><crowd-form>${html}</crowd-form>`,
  )
  await crowdPage.accept()
  const submit = crowdPage.frame.getByRole('button', { name: 'Submit', disabled: false })
  await submit.waitFor()
  return { ...crowdPage, submit }
}

test('responses get ranks; equal ones only where the dimension allows ties', async () => {
  const { frame, submit, submittedAnswers } = await openTexts(`
    <crowd-text-ranking name="ranking" text="Why is the sky blue?" responses='["Air", "Light", "Paint"]'
      ordinal-ranking-dimensions='[{"name":"Clarity","allowTie":true},{"name":"Truth","allowTie":false}]'>
      <short-instructions>Rank them.</short-instructions></crowd-text-ranking>`)
  const rank = (dimension: string, response: number) =>
    frame.getByLabel(`${dimension} of response ${response}`)

  await frame.getByText('Why is the sky blue?').waitFor()
  await frame.getByText('Rank them.').waitFor()
  for (const [response, truth] of [
    [1, '1'],
    [2, '1'],
    [3, '3'],
  ] as const) {
    await rank('Clarity', response).selectOption('2')
    await rank('Truth', response).selectOption(truth)
  }
  await submit.click()
  expect(await rank('Truth', 1).evaluate(readMessage)).toBe('Two responses have rank 1 in Truth.')
  await rank('Truth', 2).selectOption('2')
  await submit.click()

  expect(JSON.parse((await submittedAnswers()).taskAnswers!)).toEqual([
    {
      ranking: {
        rankings: [
          { name: 'Clarity', ranks: [2, 2, 2] },
          { name: 'Truth', ranks: [1, 2, 3] },
        ],
      },
    },
  ])
})

test('questions have as many words, tags and parts of the text as the page says', async () => {
  const { frame, page, submit, submittedAnswers } = await openTexts(`
    <crowd-question-answer-generation name="questions" text="A cat sat on the mat" min-questions="1" max-questions="2"
      question-min-words="2" question-max-words="3" answer-max-words="2" question-tags='["easy"]'
      allow-custom-question-tags="true"></crowd-question-answer-generation>`)
  const text = frame.locator('.crowd-entity-text')
  const first = frame.getByRole('group', { name: 'Question 1' })
  const second = frame.getByRole('group', { name: 'Question 2' })
  const field = (question: typeof first, name: string) => question.getByLabel(name, { exact: true })

  await submit.click()
  expect(await field(first, 'Question').evaluate(readMessage)).toBe('At least 2 words are needed.')
  await field(first, 'Question').fill('Who sat?')
  await field(first, 'Answer').fill('A big cat')
  await submit.click()
  expect(await field(first, 'Answer').evaluate(readMessage)).toBe('At most 2 words are allowed.')
  await field(first, 'Answer').fill('A cat')
  await text.focus()
  for (const key of ['ArrowRight', 'ArrowRight']) await page.keyboard.press(key)
  await first.getByRole('button', { name: 'Attach the selected text' }).click()
  expect(await text.locator('mark').allTextContents()).toEqual(['cat'])
  await first.getByRole('button', { name: 'Remove “cat”' }).waitFor()
  await first.getByLabel('A tag of your own').fill('animals')
  await first.getByRole('button', { name: 'Add tag' }).click()
  const add = frame.getByRole('button', { name: 'Add a question' })
  await add.click()
  expect(await add.isDisabled()).toBe(true)
  await second.getByRole('button', { name: 'Remove this question' }).click()
  await second.waitFor({ state: 'detached' })
  await add.click()
  await field(second, 'Question').fill('Where was it?')
  await field(second, 'Answer').fill('Mat')
  await second.getByLabel('easy').check()
  await submit.click()

  expect(JSON.parse((await submittedAnswers()).taskAnswers!)).toEqual([
    {
      questions: {
        questionAnswerPairs: [
          {
            answer: 'A cat',
            highlights: [{ endOffset: 5, startOffset: 2 }],
            question: 'Who sat?',
            tags: ['animals'],
          },
          { answer: 'Mat', highlights: [], question: 'Where was it?', tags: ['easy'] },
        ],
      },
    },
  ])
})
