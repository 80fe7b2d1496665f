import { z } from 'zod'
import { count } from './common.js'

export const formContent = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.enum(['title', 'text', 'html']), text: z.string() }),
    z.object({ kind: z.literal('list'), items: z.array(z.string()) }),
    z.object({
      kind: z.literal('media'),
      type: z.string(),
      url: z.string(),
      altText: z.string(),
    }),
    z.object({ kind: z.literal('unsupported'), elementName: z.string() }),
  ])
  .meta({ id: 'FormContent' })

export const textAnswer = z
  .object({
    numeric: z.object({ min: z.number().optional(), max: z.number().optional() }).optional(),
    minLength: z.number().optional(),
    maxLength: z.number().optional(),
    patterns: z.array(
      z.object({ regex: z.string(), flags: z.string(), message: z.string().optional() }),
    ),
    initial: z.string().optional(),
    lines: z.number(),
  })
  .meta({ id: 'TextAnswer' })

const answerSpecification = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), ...textAnswer.shape }),
  z.object({
    kind: z.literal('selection'),
    min: z.number(),
    max: z.number(),
    style: z.string(),
    selections: z.array(z.object({ identifier: z.string(), content: z.array(formContent) })),
    other: textAnswer.optional().describe('Another answer, in the worker’s own words.'),
  }),
  z.object({ kind: z.literal('file'), minBytes: z.number(), maxBytes: z.number() }),
])

const content = z.array(formContent)

export const formQuestion = z.object({
  identifier: z.string(),
  displayName: z.string().optional(),
  isRequired: z.boolean(),
  content,
  answer: answerSpecification,
})

export const questionForm = z
  .object({
    parts: z.array(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('overview'), content }),
        z.object({ kind: z.literal('question'), ...formQuestion.shape }),
      ]),
    ),
  })
  .meta({ id: 'QuestionForm' })

export const question = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('external'), url: z.string(), frameHeight: count }),
  z.object({ kind: z.literal('html'), frameHeight: count }),
  z.object({ kind: z.literal('form'), form: questionForm }),
])
