import { create } from 'xmlbuilder2'

const namespace =
  'http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionFormAnswers.xsd'

/** Fields of a form that tell whose it is; they are no answers (api-behaviour §11). */
const reserved = new Set(['assignmentId', 'hitId', 'workerId', 'turkSubmitTo'])

/**
 * What a worker filled in, as the requester reads it: one answer a field, its identifier first, in
 * the declared form that clients have seen.
 */
export function answerXml(fields: Readonly<Record<string, string>>): string {
  const answers = Object.entries(fields)
    .filter(([name]) => !reserved.has(name))
    .map(([QuestionIdentifier, FreeText]) => ({ QuestionIdentifier, FreeText }))
  return create(
    { version: '1.0', encoding: 'UTF-8', standalone: false, invalidCharReplacement: '' },
    { QuestionFormAnswers: { '@xmlns': namespace, Answer: answers } },
  ).end()
}
