import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import { parseAnswers } from '../support/clients.js'
import {
  type CrowdPart,
  createCrowdPage,
  crowdParts,
  documentedElements,
} from '../support/crowd-parts.js'
import { crowdElementsScript } from './crowd-page.js'
import { htmlQuestion, startWorkerSite } from './worker-site.js'

const pageOf = (element: string) => (element === 'crowd-form' ? element : `crowd-form ${element}`)

/** A template for each element, and one for each combination in Amazon's public templates. */
const templates = [
  ...new Set([...Object.keys(crowdParts).map(pageOf), ...documentedElements.combinations]),
].map((elements) => elements.split(' '))

test('there is a template for every documented element and for every combination', () => {
  const { elements, combinations } = documentedElements
  const covered = new Set(templates.flat())
  const known = new Set(['crowd-form', ...Object.keys(crowdParts)])
  const combined = combinations.flatMap((each) => each.split(' '))

  expect([elements.length, combinations.length]).toEqual([33, 36])
  expect(elements.filter((element) => !covered.has(element))).toEqual([])
  expect(combined.filter((element) => !known.has(element))).toEqual([])
})

const twoPoints = ['Space', 'ArrowRight', 'ArrowDown', 'Space']
const threePoints = [
  ...twoPoints,
  ...Array.from({ length: 4 }, () => 'ArrowDown'),
  'Space',
  'Enter',
]

type FillIn = (element: Locator) => Promise<unknown>

const checkFirst: FillIn = (element) => element.locator('input').first().check()
const checkAll: FillIn = async (element) => {
  for (const each of await element.all()) await each.locator('input').check()
}
const fillText: FillIn = (element) => element.locator('input, textarea').fill('some words')
const moveSlider: FillIn = (element) => element.locator('input').press('ArrowRight')
const selectWord: FillIn = (element) => element.locator('.crowd-entity-text').press('ArrowRight')
const draw =
  (keys: readonly string[]): FillIn =>
  async (element) => {
    // The canvas has the size of the picture once that is loaded.
    const canvas = element.locator('canvas[width="400"]')
    for (const key of keys) await canvas.press(key)
  }

/** What a worker does with each element; the others need nothing. */
const steps: Readonly<Record<string, FillIn>> = {
  'crowd-bounding-box': draw(twoPoints),
  'crowd-button': (element) => element.getByRole('button', { name: 'Mark' }).click(),
  'crowd-checkbox': checkAll,
  'crowd-classifier': checkFirst,
  'crowd-classifier-multi-select': checkFirst,
  async 'crowd-entity-annotation'(element) {
    await selectWord(element)
    await element.locator('.crowd-entity-text').press('1')
  },
  'crowd-image-classifier': checkFirst,
  'crowd-image-classifier-multi-select': checkFirst,
  'crowd-input': fillText,
  'crowd-instance-segmentation': draw(twoPoints),
  'crowd-keypoint': draw(['Space']),
  'crowd-line': draw(twoPoints),
  'crowd-polygon': draw(threePoints),
  'crowd-polyline': draw(threePoints),
  async 'crowd-question-answer-generation'(element) {
    await selectWord(element)
    await element.getByRole('button', { name: 'Attach the selected text' }).click()
    await element.getByLabel('Question', { exact: true }).fill('some words')
    await element.getByLabel('Answer').fill('some words')
    await element.getByLabel('easy').check()
  },
  'crowd-radio-button': (element) => checkFirst(element.first()),
  'crowd-semantic-segmentation': draw(twoPoints),
  'crowd-slider': (element) => moveSlider(element.first()),
  'crowd-text-area': fillText,
  async 'crowd-text-ranking'(element) {
    for (const dimension of ['Clarity', 'Length'])
      for (const response of ['1', '2'])
        await element.getByLabel(`${dimension} of response ${response}`).selectOption(response)
  },
  'crowd-toggle-button': checkFirst,
}

/** The elements share an emulator and a page, a few at a time. */
const groupSize = 3
const groups = Array.from({ length: Math.ceil(templates.length / groupSize) }, (_, index) =>
  templates.slice(index * groupSize, (index + 1) * groupSize),
)

/** An image of the answer is compared by its kind only. */
const withoutPixels = (answer: CrowdPart['answer']) =>
  JSON.parse(JSON.stringify(answer), (key, value) => (key === 'pngImageData' ? 'a PNG' : value))

test.each(
  groups.map((group) => [group.map((each) => each.join(' + ')).join(', '), group] as const),
)('%s: a person fills in and submits', async (_titles, group) => {
  const { createHit, control, endpoint, listAssignments, open } = await startWorkerSite()
  const page = await open()

  for (const elements of group) {
    const { html, answer } = createCrowdPage(elements)
    const Title = elements.join(' ')
    const { HITId } = await createHit({
      Title,
      Question: htmlQuestion(`${crowdElementsScript}${html}`),
    })
    await control.accept('A1WORKER', HITId!)
    await page.goto(`${endpoint}/worker/A1WORKER/hit/${HITId}`)
    const frame = page.getByTitle(Title).contentFrame()
    const submit = frame.getByRole('button', { name: 'Submit', disabled: false })
    await submit.waitFor()
    expect(await frame.getByText('mturk-local does not support').count()).toBe(0)
    for (const [element, fillIn] of Object.entries(steps))
      if (new RegExp(`<${element}[ >]`).test(html)) await fillIn(frame.locator(element))
    await submit.click()
    await page.getByText('Your work was submitted.').waitFor()

    const [assignment] = await listAssignments([HITId!])
    const { taskAnswers } = parseAnswers(assignment!.Answer)
    expect([Title, withoutPixels(JSON.parse(taskAnswers!))]).toEqual([Title, [answer]])
  }
})
