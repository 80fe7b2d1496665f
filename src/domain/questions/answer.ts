import { create } from 'xmlbuilder2'

const namespace =
  'http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionFormAnswers.xsd'

/** What a worker filled in, by the names of the fields; several values of one name as a list. */
export type FieldValues = Readonly<Record<string, string | readonly string[]>>

/** An element of an answer and its text, or texts. */
export type AnswerElement = { readonly QuestionIdentifier: string } & Readonly<
  Record<string, string | readonly string[]>
>

/** Fields of a form that tell whose it is; they are no answers (api-behaviour §11). */
const reservedFields = new Set(['assignmentId', 'hitId', 'workerId', 'turkSubmitTo'])

/** What a page of the requester's own posts: one answer a field, several values with bars between. */
export const toAnswerElements = (fields: FieldValues): readonly AnswerElement[] =>
  Object.entries(fields)
    .filter(([name]) => !reservedFields.has(name))
    .map(([QuestionIdentifier, values]) => ({
      QuestionIdentifier,
      FreeText: [values].flat().join('|'),
    }))

/** Answers as the requester reads them, in the declared form that clients have seen. */
export const serializeAnswers = (answers: readonly AnswerElement[]): string =>
  create(
    { version: '1.0', encoding: 'UTF-8', standalone: false, invalidCharReplacement: '' },
    { QuestionFormAnswers: { '@xmlns': namespace, Answer: answers } },
  ).end()
