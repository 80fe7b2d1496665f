import type { AnnotationFormField, AnnotationWidget } from '../../domain/questions/form-field.js'
import type { RandomFloat } from '../../domain/simulated-crowd.js'
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
  { widget, labels }: AnnotationFormField,
  count: number,
  random: RandomFloat,
): string {
  const { key, generate } = shapes[widget]
  const marks = Array.from({ length: count }, () => generate(pickOne(labels, random), random))
  const members = Object.entries({ [key]: marks, inputImageProperties: imageSize })
  return JSON.stringify(Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1))))
}

interface Shape {
  /** The member of the answer, as Amazon documents it. */
  readonly key: string
  readonly generate: (label: string, random: RandomFloat) => object
}

const pickPixel = (random: RandomFloat) => ({
  x: randomInt(0, imageSize.width, random),
  y: randomInt(0, imageSize.height, random),
})

const pathOf = (key: string, min: number, max: number): Shape => ({
  key,
  generate: (label, random) => ({
    label,
    vertices: Array.from({ length: randomInt(min, max, random) }, () => pickPixel(random)),
  }),
})

const shapes: Readonly<Record<AnnotationWidget, Shape>> = {
  'crowd-bounding-box': {
    key: 'boundingBoxes',
    generate(label, random) {
      const left = randomInt(0, imageSize.width - 20, random)
      const top = randomInt(0, imageSize.height - 20, random)
      const width = randomInt(20, imageSize.width - left, random)
      const height = randomInt(20, imageSize.height - top, random)
      return { height, label, left, top, width }
    },
  },
  'crowd-keypoint': {
    key: 'keypoints',
    generate: (label, random) => ({ label, ...pickPixel(random) }),
  },
  'crowd-line': pathOf('lines', 2, 2),
  'crowd-polyline': pathOf('polylines', 2, 5),
  'crowd-polygon': pathOf('polygons', 3, 6),
}
