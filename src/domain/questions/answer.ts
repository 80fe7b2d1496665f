import { create } from 'xmlbuilder2'

const namespace =
  'http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionFormAnswers.xsd'

/** A worker's input by field name; several values of one name are a list. */
export type FieldValues = Readonly<Record<string, string | readonly string[]>>

/** An element of an answer and its text or texts. */
export type AnswerElement = { readonly QuestionIdentifier: string } & Readonly<
  Record<string, string | readonly string[]>
>

/** Fields that identify a submission and are not answers. */
const reservedFields = new Set(['assignmentId', 'hitId', 'workerId', 'turkSubmitTo'])

/** Whether a field of a submission is an answer, and not an ID. */
export const isAnswerField = (name: string): boolean => !reservedFields.has(name)

/** The answers posted by a requester's own page: one for each field, several values joined with bars. */
export const toAnswerElements = (fields: FieldValues): readonly AnswerElement[] =>
  Object.entries(fields)
    .filter(([name]) => isAnswerField(name))
    .map(([QuestionIdentifier, values]) => ({
      QuestionIdentifier,
      FreeText: [values].flat().join('|'),
    }))

/** QuestionFormAnswers XML with the declaration that clients have seen. */
export const serializeAnswers = (answers: readonly AnswerElement[]): string =>
  create(
    { version: '1.0', encoding: 'UTF-8', standalone: false, invalidCharReplacement: '' },
    { QuestionFormAnswers: { '@xmlns': namespace, Answer: answers } },
  ).end()
