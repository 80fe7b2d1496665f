import type { FrameLocator, Locator } from 'playwright-core'
import type { CrowdPart } from '../support/crowd-parts.js'

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

/** Does what a worker does on a page of the parts of `crowd-parts.ts`. */
export async function fillInElements(frame: FrameLocator, html: string): Promise<void> {
  for (const [element, fillIn] of Object.entries(steps))
    if (new RegExp(`<${element}[ >]`).test(html)) await fillIn(frame.locator(element))
}

/** An image of the answer is compared by its kind only. */
export const withoutPixels = (answer: CrowdPart['answer']) =>
  JSON.parse(JSON.stringify(answer), (key, value) => (key === 'pngImageData' ? 'a PNG' : value))
