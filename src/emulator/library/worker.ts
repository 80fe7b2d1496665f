import type { Assignment } from '../../domain/assignment.js'
import type { Qualification, QualificationRequest } from '../../domain/qualification.js'
import type { Worker as KnownWorker } from '../../domain/worker.js'
import type { World } from '../../mturk/unit-of-work.js'
import type { Answers } from '../../mturk/workers/answers.js'
import { browse, type OfferedHIT } from '../../mturk/workers/browse.js'
import { requestQualification } from '../../mturk/workers/qualify.js'
import { acceptHit, nameWorker, returnWork, submitWork } from '../../mturk/workers/work.js'

/** Somebody who works: each refusal is a WorkerRefusal that says why, as the worker would read it. */
export interface Worker {
  readonly id: string
  /** Says more of the worker: where from, whether adult, whether a Master. */
  known(as: Omit<KnownWorker, 'id' | 'createdAt'>): Promise<void>
  /** The HITs on offer, each with what keeps the worker from it. */
  hits(search?: string): Promise<readonly OfferedHIT[]>
  accept(hitId: string): Promise<Assignment>
  /** @param answers fields by name, or the whole answer in XML */
  submit(assignmentId: string, answers?: Answers): Promise<Assignment>
  return(assignmentId: string): Promise<Assignment>
  requestQualification(
    qualificationTypeId: string,
    answers?: Answers,
  ): Promise<Qualification | QualificationRequest>
}

export const workerIn = (world: World, id: string): Worker => ({
  id,
  async known(as) {
    await nameWorker(world, id, as)
  },
  hits: async (search) => (await browse(world, id, { limit: 100, search })).hits,
  accept: (hitId) => acceptHit(world, id, hitId),
  submit: (assignmentId, answers) => submitWork(world, assignmentId, answers, id),
  return: (assignmentId) => returnWork(world, assignmentId, id),
  requestQualification: (typeId, answers) => requestQualification(world, id, typeId, answers),
})
