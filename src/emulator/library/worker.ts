import type { AssignmentRecord } from '../../domain/assignment.js'
import type { QualificationRecord, QualificationRequestRecord } from '../../domain/qualification.js'
import type { WorkerRecord as KnownWorker } from '../../domain/worker.js'
import type { Marketplace } from '../../mturk/marketplace.js'
import { type AvailableHit, browse } from '../../mturk/workers/browse.js'
import type { AnswersInput } from '../../mturk/workers/build-answer-xml.js'
import { requestQualification } from '../../mturk/workers/request-qualification.js'
import { acceptHit, returnWork, submitWork, upsertWorker } from '../../mturk/workers/work.js'

/** A worker; methods throw a WorkerError with the reason that the worker would see. */
export interface TestWorker {
  readonly id: string
  /** Sets the worker's locale and whether the worker is an adult or a Master. */
  update(details: Omit<KnownWorker, 'id' | 'createdAt'>): Promise<void>
  /** Available HITs, each with the reasons why the worker cannot accept it. */
  hits(search?: string): Promise<readonly AvailableHit[]>
  accept(hitId: string): Promise<AssignmentRecord>
  /** @param answers fields by name, or the whole answer in XML */
  submit(assignmentId: string, answers?: AnswersInput): Promise<AssignmentRecord>
  return(assignmentId: string): Promise<AssignmentRecord>
  requestQualification(
    qualificationTypeId: string,
    answers?: AnswersInput,
  ): Promise<QualificationRecord | QualificationRequestRecord>
}

export const createTestWorker = (marketplace: Marketplace, id: string): TestWorker => ({
  id,
  async update(details) {
    await upsertWorker(marketplace, id, details)
  },
  hits: async (search) => (await browse(marketplace, id, { limit: 100, search })).hits,
  accept: (hitId) => acceptHit(marketplace, id, hitId),
  submit: (assignmentId, answers) => submitWork(marketplace, assignmentId, answers, id),
  return: (assignmentId) => returnWork(marketplace, assignmentId, id),
  requestQualification: (typeId, answers) => requestQualification(marketplace, id, typeId, answers),
})
