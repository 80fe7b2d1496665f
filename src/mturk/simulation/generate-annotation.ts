import type { AnnotationFormField, AnnotationWidget } from '../../domain/questions/form-field.js'
import type { RandomFloat } from '../../domain/simulated-crowd.js'
import { encodeSegmentationPng, type PaintedBox } from './encode-png.js'
import { pickOne, randomInt } from './random.js'

/** The size of the pictures that workers annotate: they do not load them. */
const imageSize = { height: 480, width: 640 }
const maxMarks = 3

/** What a worker marks in a picture or a text, in JSON. */
export const generateAnnotation = (field: AnnotationFormField, random: RandomFloat): string =>
  formatAnnotation(field, field.labels.length === 0 ? 0 : randomInt(1, maxMarks, random), random)

/** The answer of a worker who marks nothing. */
export const emptyAnnotation = (field: AnnotationFormField): string =>
  formatAnnotation(field, 0, () => 0)

function formatAnnotation(
  { widget, labels, text }: AnnotationFormField,
  count: number,
  random: RandomFloat,
): string {
  const chosen = Array.from({ length: count }, () => pickOne(labels, random))
  if (widget === 'crowd-entity-annotation')
    return JSON.stringify({ entities: pickEntities(text, chosen, random) })
  const answer = { inputImageProperties: imageSize, ...generators[widget](chosen, random) }
  return JSON.stringify(
    Object.fromEntries(Object.entries(answer).sort(([a], [b]) => (a < b ? -1 : 1))),
  )
}

/** Different words of a text, in their order; offsets count Unicode characters. */
function pickEntities(text: string, labels: readonly string[], random: RandomFloat) {
  const words = [...text.matchAll(/[\p{L}\p{N}]+/gu)]
  return labels
    .flatMap((label) => {
      const [word] = words.splice(Math.floor(random() * words.length), 1)
      if (!word) return []
      const startOffset = [...text.slice(0, word.index)].length
      return [{ endOffset: startOffset + [...word[0]].length, label, startOffset }]
    })
    .sort((a, b) => a.startOffset - b.startOffset)
}

type ImageWidget = Exclude<AnnotationWidget, 'crowd-entity-annotation'>

/** Makes the members of an answer, as Amazon documents them, with a mark for each label. */
type AnnotationGenerator = (labels: readonly string[], random: RandomFloat) => object

const pickPixel = (random: RandomFloat) => ({
  x: randomInt(0, imageSize.width, random),
  y: randomInt(0, imageSize.height, random),
})

function pickBox(random: RandomFloat) {
  const left = randomInt(0, imageSize.width - 20, random)
  const top = randomInt(0, imageSize.height - 20, random)
  const width = randomInt(20, imageSize.width - left, random)
  const height = randomInt(20, imageSize.height - top, random)
  return { left, top, width, height }
}

const pathGenerator =
  (key: string, min: number, max: number): AnnotationGenerator =>
  (labels, random) => ({
    [key]: labels.map((label) => ({
      label,
      vertices: Array.from({ length: randomInt(min, max, random) }, () => pickPixel(random)),
    })),
  })

/** Colours that are easy to tell apart. */
const colours = ['#1f77b4', '#ff7f0e', '#2ca02c']

const paintBoxes = (boxes: readonly PaintedBox[]) => ({
  labeledImage: { pngImageData: encodeSegmentationPng(imageSize, colours, boxes) },
})

const generators: Readonly<Record<ImageWidget, AnnotationGenerator>> = {
  'crowd-bounding-box': (labels, random) => ({
    boundingBoxes: labels.map((label) => {
      const { left, top, width, height } = pickBox(random)
      return { height, label, left, top, width }
    }),
  }),
  'crowd-instance-segmentation': (labels, random) => ({
    instances: labels.map((label, index) => ({ color: colours[index], label })),
    ...paintBoxes(labels.map((_, index) => ({ ...pickBox(random), colour: index }))),
  }),
  'crowd-keypoint': (labels, random) => ({
    keypoints: labels.map((label) => ({ label, ...pickPixel(random) })),
  }),
  'crowd-line': pathGenerator('lines', 2, 2),
  'crowd-polygon': pathGenerator('polygons', 3, 6),
  'crowd-polyline': pathGenerator('polylines', 2, 5),
  'crowd-semantic-segmentation'(labels, random) {
    const different = [...new Set(labels)]
    return {
      labelMappings: Object.fromEntries(
        different.map((label, index) => [label, { color: colours[index] }]),
      ),
      ...paintBoxes(different.map((_, index) => ({ ...pickBox(random), colour: index }))),
    }
  },
}
