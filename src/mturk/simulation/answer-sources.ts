import { WorkerError } from '../../domain/errors.js'
import { encodeSubmission, extractQuestionFields } from '../../domain/questions/question-fields.js'
import { getKnownAnswers } from '../../domain/review-policies/known-answers.js'
import { getPluralityQuestions } from '../../domain/review-policies/plurality.js'
import type {
  AnswerTemplate,
  RandomFloat,
  SimulatedCrowd,
  SimulatedWorker,
  WorkInProgress,
} from '../../domain/simulated-crowd.js'
import type { AnswersInput } from '../workers/build-answer-xml.js'
import { pickTemplate, renderTemplate } from './answer-templates.js'
import { type GeneratedFields, generateAnswers, generateBadAnswers } from './generate-answers.js'
import type { HitWithType } from './pick-hit.js'
import { createRandomFloat } from './random.js'

/** The input of a function that answers for a crowd. */
export interface AnswerRequest {
  readonly workerId: string
  /** The worker's number in its crowd, from 1. */
  readonly number: number
  readonly assignmentId: string
  readonly hitId: string
  readonly hitTypeId: string
  readonly title: string
  readonly annotation?: string
  /** The question XML. */
  readonly question?: string
  /** The next random number, from 0 to below 1; determined by the crowd's seed. */
  readonly random: RandomFloat
}

/** Answers for the workers of a crowd: fields by name, or the whole answer XML. */
export type AnswerFunction = (task: AnswerRequest) => AnswersInput | Promise<AnswersInput>

/** Functions of this process, by the names of their crowds. */
export type AnswerFunctions = Map<string, AnswerFunction>

interface AnswerContext extends HitWithType {
  readonly crowd: SimulatedCrowd
  readonly worker: SimulatedWorker
  readonly work: WorkInProgress
  readonly templates: readonly AnswerTemplate[]
  readonly answer: AnswerFunction | undefined
  readonly random: RandomFloat
}

export interface GeneratedAnswers extends Pick<GeneratedFields, 'files'> {
  readonly answers: AnswersInput
}

/**
 * The answers of a worker to a HIT.
 *
 * @throws WorkerError when no answer can be generated
 */
export async function produceAnswers(context: AnswerContext): Promise<GeneratedAnswers> {
  const { crowd, worker, work, hit, hitType, templates, answer, random } = context
  const { settings } = crowd
  const task = {
    fields: extractQuestionFields(hit.question),
    knownAnswers: getKnownAnswers(hit.assignmentReviewPolicy),
    votedQuestions: getPluralityQuestions(hit.hitReviewPolicy),
  }
  const createSharedRandom = (name: string) => createRandomFloat(crowd, `${hit.id} ${name}`)
  const profile = {
    random,
    consensusRate: settings.consensusRate,
    createSharedRandom,
  }
  const toGeneratedAnswers = ({ fields, files }: GeneratedFields): GeneratedAnswers => ({
    answers: encodeSubmission(hit.question, fields),
    files,
  })
  if (work.outcome === 'fail') return toGeneratedAnswers(generateBadAnswers(task, profile))

  const workerIds = { workerId: worker.id, assignmentId: work.assignmentId }
  const hitIds = { hitId: hit.id, hitTypeId: hitType.id }
  if (settings.answers === 'function') {
    const { title } = hitType
    const annotation = hit.requesterAnnotation
    const { number } = worker
    const { question } = hit
    const request = { ...workerIds, number, ...hitIds, title, annotation, question, random }
    return { answers: await callAnswerFunction(answer, request), files: [] }
  }
  const template = pickTemplate(templates, hit, hitType, random)
  if (!template) return toGeneratedAnswers(generateAnswers(task, profile))
  const annotation = hit.requesterAnnotation ?? ''
  const values = { ...workerIds, ...hitIds, annotation, number: String(worker.number) }
  return { answers: renderTemplate(template, values, random), files: [] }
}

async function callAnswerFunction(
  answer: AnswerFunction | undefined,
  request: AnswerRequest,
): Promise<AnswersInput> {
  if (!answer)
    throw new WorkerError(
      'The function that answers for this crowd belongs to a process that is gone; give it again.',
    )
  try {
    return await answer(request)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new WorkerError(`The function that answers for this crowd failed: ${message}`)
  }
}
