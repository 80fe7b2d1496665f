import type {
  AnnotationFormField,
  CountLimits,
  MarkingWidget,
} from '../../domain/questions/form-field.js'
import type { RandomFloat } from '../../domain/simulated-crowd.js'
import { encodeSegmentationPng, type PaintedBox } from './encode-png.js'
import { pickOne, randomInt } from './random.js'
import { randomWord } from './random-text.js'

/** The size of the pictures that workers annotate: they do not load them. */
const imageSize = { height: 480, width: 640 }
const maxMarks = 3

/** What a worker marks, ranks or asks, in JSON. */
export const generateAnnotation = (field: AnnotationFormField, random: RandomFloat): string =>
  JSON.stringify(createAnnotation(field, random, true))

/** The answer of a worker who does as little as the element accepts. */
export const emptyAnnotation = (field: AnnotationFormField): string =>
  JSON.stringify(createAnnotation(field, () => 0, false))

function createAnnotation(
  field: AnnotationFormField,
  random: RandomFloat,
  isThorough: boolean,
): object {
  if (field.widget === 'crowd-text-ranking') return rankResponses(field, random)
  if (field.widget === 'crowd-question-answer-generation')
    return askQuestions(field, random, isThorough)
  const { widget, labels, text } = field
  const count = isThorough && labels.length > 0 ? randomInt(1, maxMarks, random) : 0
  const chosen = Array.from({ length: count }, () => pickOne(labels, random))
  if (widget === 'crowd-entity-annotation') return { entities: pickEntities(text, chosen, random) }
  const answer = { inputImageProperties: imageSize, ...generators[widget](chosen, random) }
  return Object.fromEntries(Object.entries(answer).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** A rank for each response in each dimension, with the same rank for several where that is allowed. */
const rankResponses = (
  { dimensions, responseCount }: Extract<AnnotationFormField, { widget: 'crowd-text-ranking' }>,
  random: RandomFloat,
) => ({
  rankings: dimensions.map(({ name, allowTie }) => {
    const left = Array.from({ length: responseCount }, (_, index) => index + 1)
    const takeRank = () => left.splice(Math.floor(random() * left.length), 1)[0]!
    const pickRank = () => (allowTie ? randomInt(1, responseCount, random) : takeRank())
    return { name, ranks: Array.from({ length: responseCount }, pickRank) }
  }),
})

/** How many questions or words a worker writes beyond the fewest. */
const maxExtra = 3
/** However many a page asks for, the answer must fit into memory. */
const maxCount = 1000

function askQuestions(
  field: Extract<AnnotationFormField, { widget: 'crowd-question-answer-generation' }>,
  random: RandomFloat,
  isThorough: boolean,
) {
  const pickCount = ({ min, max = Number.POSITIVE_INFINITY }: CountLimits) =>
    Math.min(
      maxCount,
      isThorough ? randomInt(min, Math.max(min, Math.min(max, min + maxExtra)), random) : min,
    )
  const write = (limits: CountLimits) =>
    Array.from({ length: pickCount(limits) }, () => randomWord(random)).join(' ')
  return {
    questionAnswerPairs: Array.from({ length: pickCount(field.questions) }, () => ({
      answer: write(field.answerWords),
      highlights: isThorough
        ? pickEntities(field.text, [''], random).map(({ endOffset, startOffset }) => ({
            endOffset,
            startOffset,
          }))
        : [],
      question: write(field.questionWords),
      tags: isThorough && field.tags.length > 0 ? [pickOne(field.tags, random)] : [],
    })),
  }
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

type ImageWidget = Exclude<MarkingWidget, 'crowd-entity-annotation'>

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
