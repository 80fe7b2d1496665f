import type { AssignmentRecord, AssignmentRecordStatus } from '../../domain/assignment.js'
import type { QualificationRecord, QualificationRequestRecord } from '../../domain/qualification.js'
import type { WorkerRecord } from '../../domain/worker.js'
import type { AnswersInput } from '../../mturk/workers/build-answer-xml.js'
import type { AvailableHitPage, HitPreview } from '../../mturk/workers/browse.js'
import type { AvailableGroupPage, AvailableGroupDetail } from '../../mturk/workers/groups.js'
import type { WorkerQualificationView } from '../../mturk/workers/qualifications.js'
import type { StartedTest } from '../../mturk/workers/request-qualification.js'
import type { WorkerAssignment, WorkerAssignmentPage } from '../../mturk/workers/assignments.js'
import { type Connection, queryOf } from './connection.js'
import type { Json, WorkerView } from './contract.js'

/** The worker's door of an emulator, as functions. Every one of them throws ControlError. */
export class WorkerClient {
  readonly #at: Connection

  constructor(at: Connection) {
    this.#at = at
  }

  /** Makes a worker, or changes what is known of one. */
  putWorker = (id: string, attributes: Omit<WorkerRecord, 'id' | 'createdAt'> = {}) =>
    this.#at.post<Json<WorkerRecord>>(`/_mturk/workers/${id}`, attributes, 'PUT')

  /** How a worker stands, and what time it is in the world. */
  workerSummary = (workerId: string) =>
    this.#at.json<Json<WorkerView>>(`/_mturk/workers/${workerId}`)

  availableGroups = (
    workerId: string,
    page: { limit?: number; after?: number; search?: string } = {},
  ) => this.#at.json<Json<AvailableGroupPage>>(`/_mturk/workers/${workerId}/groups${queryOf(page)}`)

  /** @param after the HIT seen last, for the one that follows it */
  group = (workerId: string, groupId: string, after?: string) =>
    this.#at.json<Json<AvailableGroupDetail>>(
      `/_mturk/workers/${workerId}/groups/${encodeURIComponent(groupId)}${queryOf({ after })}`,
    )

  availableHits = (
    workerId: string,
    page: { limit?: number; after?: number; search?: string } = {},
  ) => this.#at.json<Json<AvailableHitPage>>(`/_mturk/workers/${workerId}/hits${queryOf(page)}`)

  accept = (workerId: string, hitId: string) =>
    this.#at.post<Json<AssignmentRecord>>(`/_mturk/workers/${workerId}/accept`, { hitId })

  submit = (workerId: string, assignmentId: string, answers: AnswersInput = {}) =>
    this.#at.post<Json<AssignmentRecord>>(
      `/_mturk/workers/${workerId}/assignments/${assignmentId}/submit`,
      {
        answers,
      },
    )

  returnAssignment = (workerId: string, assignmentId: string) =>
    this.#at.post<Json<AssignmentRecord>>(
      `/_mturk/workers/${workerId}/assignments/${assignmentId}/return`,
      {},
    )

  previewHit = (workerId: string, hitId: string) =>
    this.#at.json<Json<HitPreview>>(`/_mturk/workers/${workerId}/hits/${hitId}`)

  workerAssignments = (
    workerId: string,
    page: { limit?: number; after?: number; status?: AssignmentRecordStatus } = {},
  ) =>
    this.#at.json<Json<WorkerAssignmentPage>>(
      `/_mturk/workers/${workerId}/assignments${queryOf(page)}`,
    )

  workerAssignment = (workerId: string, assignmentId: string) =>
    this.#at.json<Json<WorkerAssignment>>(`/_mturk/workers/${workerId}/assignments/${assignmentId}`)

  /** Hands in a file for a question of a form. */
  uploadFile = (
    workerId: string,
    assignmentId: string,
    questionIdentifier: string,
    content: NonNullable<RequestInit['body']>,
    type = 'application/octet-stream',
  ) =>
    this.#at.json<{ key: string; bytes: number }>(
      `/_mturk/workers/${workerId}/assignments/${assignmentId}/files/${encodeURIComponent(questionIdentifier)}`,
      { method: 'PUT', headers: { 'content-type': type }, body: content },
    )

  availableQualifications = (workerId: string) =>
    this.#at.json<Json<readonly WorkerQualificationView[]>>(
      `/_mturk/workers/${workerId}/qualifications`,
    )

  startTest = (workerId: string, qualificationTypeId: string) =>
    this.#at.json<Json<StartedTest>>(
      `/_mturk/workers/${workerId}/qualifications/${qualificationTypeId}/test`,
      { method: 'POST' },
    )

  requestQualification = (workerId: string, qualificationTypeId: string, answers?: AnswersInput) =>
    this.#at.post<Json<QualificationRecord | QualificationRequestRecord>>(
      `/_mturk/workers/${workerId}/qualification-requests`,
      { qualificationTypeId, answers },
    )
}
