import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { picture } from '../support/crowd-parts.js'
import { openCanvas } from './crowd-page.js'

const documented = JSON.parse(readFileSync('fixtures/crowd-elements/answers.json', 'utf8'))

/** The answer as documented, with this picture. */
const answerOf = (element: string, pngImageData: string) => ({
  drawing: { ...documented[element].answer, labeledImage: { pngImageData } },
})

const openElement = (element: string, attributes = '') =>
  openCanvas(
    `<${element} name="drawing" src="${picture}" labels="['Cat', 'Dog']" ${attributes}></${element}>`,
  )

interface PngContent {
  readonly size: readonly number[]
  readonly colourCount: number
  readonly colours: readonly string[]
}

/** The size of a PNG, how many colours it has, and the colours of some pixels. */
const readPng = (page: Page, png: string, ...points: readonly (readonly [number, number])[]) =>
  page.evaluate<PngContent>(`(async () => {
    const image = new Image()
    image.src = 'data:image/png;base64,${png}'
    await image.decode()
    const canvas = document.createElement('canvas')
    Object.assign(canvas, { width: image.width, height: image.height })
    const context = canvas.getContext('2d')
    context.drawImage(image, 0, 0)
    const { data } = context.getImageData(0, 0, image.width, image.height)
    const colourAt = ([x, y]) => {
      const channels = context.getImageData(x, y, 1, 1).data
      return channels[3] === 0 ? 'none' : channels.join(' ')
    }
    return {
      size: [image.width, image.height],
      colourCount: new Set(new Uint32Array(data.buffer)).size,
      colours: ${JSON.stringify(points)}.map(colourAt),
    }
  })()`)

interface PaintedCanvas {
  getContext(kind: '2d'): {
    getImageData(...area: readonly number[]): { readonly data: Uint8ClampedArray }
  }
}

const blue = '31 119 180 255'
const orange = '255 127 14 255'

test('a brush paints a segment, and its edges are sharp', async () => {
  const { drag, submit, page } = await openElement('crowd-semantic-segmentation')

  await drag([100, 100], [200, 150])

  const answer = await submit()
  const png = answer.drawing.labeledImage.pngImageData
  expect(answer).toEqual(answerOf('crowd-semantic-segmentation', png))
  expect(await readPng(page, png, [100, 100], [150, 125], [300, 200])).toEqual({
    size: [400, 300],
    colourCount: 2,
    colours: [blue, blue, 'none'],
  })
})

test('areas are filled, erased and undone', async () => {
  const { drag, choose, submit, page, frame } = await openElement('crowd-semantic-segmentation')
  const use = (tool: string) => frame.getByRole('button', { name: tool, exact: true }).click()

  await use('Area')
  await choose('Dog')
  await drag([50, 50], [150, 50], [150, 150], [50, 150])
  await use('Eraser')
  await drag([100, 100], [105, 100])
  await use('Brush')
  await choose('Cat')
  await drag([300, 200], [310, 200])
  await drag([350, 250], [360, 250])
  await use('Undo')

  const { drawing } = await submit()
  expect(drawing.labelMappings).toEqual({ Cat: { color: '#1f77b4' }, Dog: { color: '#ff7f0e' } })
  const points = [
    [60, 60],
    [100, 100],
    [300, 200],
    [350, 250],
  ] as const
  const { colours } = await readPng(page, drawing.labeledImage.pngImageData, ...points)
  expect(colours).toEqual([orange, 'none', blue, 'none'])
})

test('the keyboard paints', async () => {
  const { canvas, page, submit } = await openElement('crowd-semantic-segmentation')

  await canvas.focus()
  for (const key of [
    ' ',
    'ArrowRight',
    'ArrowRight',
    'ArrowRight',
    'ArrowRight',
    'ArrowRight',
    ' ',
  ])
    await page.keyboard.press(key)

  const { drawing } = await submit()
  const png = drawing.labeledImage.pngImageData
  const { colours } = await readPng(page, png, [200, 150], [250, 150], [300, 150])
  expect(colours).toEqual([blue, blue, 'none'])
})

test('instances of one label have colours of their own', async () => {
  const { drag, submit, page, frame } = await openElement('crowd-instance-segmentation')

  await drag([100, 100], [120, 100])
  await frame.getByRole('button', { name: 'Add instance' }).click()
  await drag([200, 200], [220, 200])

  const answer = await submit()
  const png = answer.drawing.labeledImage.pngImageData
  expect(answer).toEqual(answerOf('crowd-instance-segmentation', png))
  const { colours } = await readPng(page, png, [100, 100], [200, 200])
  expect(colours).toEqual([blue, '44 160 44 255'])
})

test('the labels of an earlier answer can be adjusted', async () => {
  const earlier =
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='400' height='300'><rect width='200' height='300' fill='%23d62728'/></svg>"
  const { canvas, drag, choose, submit, page } = await openElement(
    'crowd-semantic-segmentation',
    `initial-value='{"src": "${earlier.replaceAll("'", '&#39;')}", "labelMappings": {"Cat": {"color": "#d62728"}}}'`,
  )

  // It is loaded after the picture.
  await expect
    .poll(() =>
      canvas.evaluate(
        (each: PaintedCanvas) => each.getContext('2d').getImageData(100, 100, 1, 1).data[3],
      ),
    )
    .toBeGreaterThan(0)
  await choose('Dog')
  await drag([300, 100], [320, 100])

  const { drawing } = await submit()
  expect(drawing.initialValueModified).toBe(true)
  expect(drawing.labelMappings).toMatchObject({ Cat: { color: '#d62728' } })
  const png = drawing.labeledImage.pngImageData
  const { colours } = await readPng(page, png, [100, 100], [300, 100], [250, 200])
  expect(colours).toEqual(['214 39 40 255', orange, 'none'])
})
