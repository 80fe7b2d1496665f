import type { AnswerTemplate, Chance, Crowd, SimulatedWorker, Work } from '../../domain/crowd.js'
import { WorkerRefusal } from '../../domain/errors.js'
import { postedFor, readQuestion } from '../../domain/questions/read-question.js'
import { answersKnownTo } from '../../domain/review-policies/known-answers.js'
import { questionsVotedOn } from '../../domain/review-policies/plurality.js'
import type { Answers } from '../workers/answers.js'
import { fractionsOf } from './chances.js'
import type { Found } from './choice.js'
import { type FilledIn, fillIn, fillInBadly } from './fill-in.js'
import { filledFrom, templateFor } from './templates.js'

/** What a function is given that answers for a crowd. */
export interface GivenTask {
  readonly workerId: string
  /** Which of its crowd the worker is, from 1. */
  readonly number: number
  readonly assignmentId: string
  readonly hitId: string
  readonly hitTypeId: string
  readonly title: string
  readonly annotation?: string
  /** The question as the requester gave it. */
  readonly question?: string
  /** A number from 0 to below 1, another each time; with the crowd's seed the same from run to run. */
  readonly chance: Chance
}

/** Answers in place of a crowd's workers: fields by name, or the answer's whole XML. */
export type AnswerFunction = (task: GivenTask) => Answers | Promise<Answers>

/** The functions that this process was given, by the names of their crowds. */
export type Answerers = Map<string, AnswerFunction>

export interface Answering extends Found {
  readonly crowd: Crowd
  readonly worker: SimulatedWorker
  readonly work: Work
  readonly templates: readonly AnswerTemplate[]
  readonly answer: AnswerFunction | undefined
  readonly chance: Chance
}

export interface Answered extends Pick<FilledIn, 'files'> {
  readonly answers: Answers
}

/**
 * What a worker answers.
 *
 * @throws WorkerRefusal when nothing can be answered
 */
export async function answersOf(answering: Answering): Promise<Answered> {
  const { crowd, worker, work, hit, hitType, templates, answer, chance } = answering
  const { settings } = crowd
  const task = {
    asked: readQuestion(hit.question),
    known: answersKnownTo(hit.assignmentReviewPolicy),
    voted: questionsVotedOn(hit.hitReviewPolicy),
  }
  const common = (name: string) => fractionsOf(crowd, `${hit.id} ${name}`)
  const mind = { chance, agrees: settings.agrees, common }
  const filled = ({ fields, files }: FilledIn): Answered => ({
    answers: postedFor(hit.question, fields),
    files,
  })
  if (work.plan === 'fail') return filled(fillInBadly(task, mind))

  const who = { workerId: worker.id, assignmentId: work.assignmentId }
  const which = { hitId: hit.id, hitTypeId: hitType.id }
  if (settings.answers === 'function') {
    const { title } = hitType
    const annotation = hit.requesterAnnotation
    const { number } = worker
    const { question } = hit
    const given = { ...who, number, ...which, title, annotation, question, chance }
    return { answers: await asked(answer, given), files: [] }
  }
  const template = templateFor(templates, hit, hitType, chance)
  if (!template) return filled(fillIn(task, mind))
  const annotation = hit.requesterAnnotation ?? ''
  const named = { ...who, ...which, annotation, number: String(worker.number) }
  return { answers: filledFrom(template, named, chance), files: [] }
}

async function asked(answer: AnswerFunction | undefined, task: GivenTask): Promise<Answers> {
  if (!answer)
    throw new WorkerRefusal(
      'The function that answers for this crowd belongs to a process that is gone; give it again.',
    )
  try {
    return await answer(task)
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    throw new WorkerRefusal(`The function that answers for this crowd failed: ${words}`)
  }
}
