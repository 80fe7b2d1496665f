import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { picture } from '../support/crowd-parts.js'
import { crowdElementsScript, openCanvas, openCrowdPage } from './crowd-page.js'

const documented = JSON.parse(readFileSync('fixtures/crowd-elements/answers.json', 'utf8'))
const answerOf = (element: string) => ({ drawing: documented[element].answer })

/** A page with one element that draws. */
const openElement = (element: string, attributes = '', content = '') =>
  openCanvas(
    `<${element} name="drawing" src="${picture}" header="Mark the animals" labels="['Cat', 'Dog']" ${attributes}>
      <short-instructions>Mark what you see.</short-instructions>
      <full-instructions header="In full">Mark all of it.</full-instructions>${content}
    </${element}>`,
  )

test('boxes are drawn with the mouse, from any corner', async () => {
  const { drag, choose, submit, frame } = await openElement('crowd-bounding-box')

  await frame.getByText('Mark what you see.').waitFor()
  await drag([40, 50], [160, 130])
  await choose('Dog')
  await drag([260, 250], [200, 150])

  expect(await submit()).toEqual(answerOf('crowd-bounding-box'))
})

test('boxes are drawn with the keyboard, undone and deleted', async () => {
  const { canvas, page, submit } = await openElement('crowd-bounding-box')
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  const times = (count: number, key: string) => Array<string>(count).fill(key)

  await canvas.focus()
  // The cursor starts in the middle of the picture, at 200, 150.
  await press(...times(16, 'ArrowLeft'), ...times(10, 'ArrowUp'), ' ')
  await press(...times(12, 'ArrowRight'), ...times(8, 'ArrowDown'), ' ')
  await press('2', ...times(4, 'ArrowRight'), ...times(2, 'ArrowDown'), ' ')
  await press(...times(6, 'ArrowRight'), ...times(10, 'ArrowDown'), ' ')
  await press('Control+z', 'Control+y', ' ', 'ArrowLeft', 'Escape')
  await press(' ', 'ArrowLeft', 'ArrowUp', 'Enter', 'Delete')

  expect(await submit()).toEqual(answerOf('crowd-bounding-box'))
})

const phone = { hasTouch: true, viewport: { width: 390, height: 800 } }
/** On a small screen a pixel of the screen is more than one of the picture. */
const near = (pixel: number) => expect.closeTo(pixel, -1)

test('taps set keypoints', async () => {
  const element = `<crowd-keypoint name="drawing" src="${picture}" labels="['Cat', 'Dog']"></crowd-keypoint>`
  const { tap, choose, submit } = await openCanvas(element, phone)

  await tap([40, 50])
  await choose('Dog')
  await tap([200, 150])

  const { drawing } = await submit()
  expect(drawing.keypoints).toEqual([
    { label: 'Cat', x: near(40), y: near(50) },
    { label: 'Dog', x: near(200), y: near(150) },
  ])
})

test('a finger draws a box', async () => {
  const element = `<crowd-bounding-box name="drawing" src="${picture}" labels="['Cat']"></crowd-bounding-box>`
  const { slide, submit } = await openCanvas(element, phone)

  await slide([40, 50], [160, 130])

  const { drawing } = await submit()
  expect(drawing.boundingBoxes).toEqual([
    { height: near(80), label: 'Cat', left: near(40), top: near(50), width: near(120) },
  ])
})

test('keypoints are set, moved and relabelled', async () => {
  const { click, drag, choose, submit } = await openElement('crowd-keypoint')

  await click([40, 50], [200, 90])
  await drag([200, 90], [200, 150])
  // The last one is selected now, so a label is given to it.
  await choose('Dog')

  expect(await submit()).toEqual(answerOf('crowd-keypoint'))
})

test('a line is drawn by two clicks or by dragging', async () => {
  const { click, drag, submit, frame } = await openElement('crowd-line')

  await drag([10, 10], [50, 10])
  await click([40, 50], [160, 130])
  await frame.getByRole('button', { name: 'Delete Cat (line 1)' }).click()

  expect(await submit()).toEqual(answerOf('crowd-line'))
})

test('a polyline has any number of points and ends with Enter', async () => {
  const { click, page, submit } = await openElement('crowd-polyline')

  await click([40, 50], [160, 130], [300, 60])
  await page.keyboard.press('Enter')

  expect(await submit()).toEqual(answerOf('crowd-polyline'))
})

test('a polygon is closed at its first corner; its unfinished corners are taken back one by one', async () => {
  const { click, submit, frame } = await openElement('crowd-polygon')

  await click([40, 50], [160, 130], [350, 20])
  await frame.getByRole('button', { name: 'Undo' }).click()
  await click([60, 200], [41, 51])

  expect(await submit()).toEqual(answerOf('crowd-polygon'))
})

test('an unfinished polygon is submitted as it is', async () => {
  const { click, submit } = await openElement('crowd-polygon')

  await click([40, 50], [160, 130], [60, 200])

  expect(await submit()).toEqual(answerOf('crowd-polygon'))
})

test('initial values are shown, and the answer says whether they were changed', async () => {
  const initial = `initial-value="[{ label: 'Cat', left: 40, top: 50, width: 120, height: 80, },]"`
  const { drag, submit } = await openElement('crowd-bounding-box', initial)

  await drag([40, 90], [45, 90])
  await drag([45, 50], [40, 50])

  expect(await submit()).toEqual({
    drawing: {
      boundingBoxes: [{ height: 80, label: 'Cat', left: 40, top: 50, width: 125 }],
      initialValueModified: true,
      inputImageProperties: { height: 300, width: 400 },
    },
  })
})

test('a page sets the labels, reads the value and reaches into the shadow root', async () => {
  const { frame, click, page, submit } = await openElement(
    'crowd-keypoint',
    'id="annotator"',
    `<crowd-button id="add">Add</crowd-button><p id="seen"></p>
    <script>
      document.addEventListener('all-crowd-elements-ready', () => { annotator.labels = [] })
      document.getElementById('add').onclick = () => {
        annotator.labels = annotator.labels.concat(['Bird'])
      }
      document.addEventListener('change', () => {
        const { width } = annotator.shadowRoot.querySelector('canvas.upper-canvas')
        seen.textContent = width + ' ' + JSON.stringify(annotator.value.keypoints)
      })
    </script>`,
  )

  await click([40, 50])
  await frame.getByText('There is no label to draw with.').waitFor()
  await frame.getByRole('button', { name: 'Add' }).click()
  await click([40, 50])

  await frame.getByText('400 [{"label":"Bird","x":40,"y":50}]').waitFor()
  await page.keyboard.press('Delete')
  expect((await submit()).drawing.keypoints).toEqual([])
})

test('a picture that cannot be loaded is reported', async () => {
  const { frame, accept, submittedAnswers } =
    await openCrowdPage(`${crowdElementsScript}<crowd-form>
    <crowd-polygon name="drawing" src="data:image/png,broken" labels="[]"></crowd-polygon></crowd-form>`)
  await accept()
  const submit = frame.getByRole('button', { name: 'Submit', disabled: false })

  await submit.waitFor()
  await frame.getByText('The picture cannot be loaded.').waitFor()
  await frame.getByRole('application').press(' ')
  await submit.click()

  const { taskAnswers } = await submittedAnswers()
  expect(JSON.parse(taskAnswers!)).toEqual([
    { drawing: { inputImageProperties: { height: 0, width: 0 }, polygons: [] } },
  ])
})
