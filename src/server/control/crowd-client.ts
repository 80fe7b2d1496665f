import type { Assignment, AssignmentState } from '../../domain/assignment.js'
import type { Qualification, QualificationRequest } from '../../domain/qualification.js'
import type { Worker } from '../../domain/worker.js'
import type { Answers } from '../../mturk/workers/answers.js'
import type { OfferedPage, PreviewedHIT } from '../../mturk/workers/browse.js'
import type { OfferedGroupPage, OpenGroup } from '../../mturk/workers/groups.js'
import type { OfferedQualification } from '../../mturk/workers/qualifications.js'
import type { TestBegun } from '../../mturk/workers/qualify.js'
import type { Task, TaskPage } from '../../mturk/workers/tasks.js'
import { type Connection, queryOf } from './connection.js'
import type { Json, WorkerTold } from './contract.js'

/** The worker's door of an emulator, as functions. Every one of them throws ControlError. */
export class CrowdClient {
  readonly #at: Connection

  constructor(at: Connection) {
    this.#at = at
  }

  /** Makes a worker, or changes what is known of one. */
  worker = (id: string, known: Omit<Worker, 'id' | 'createdAt'> = {}) =>
    this.#at.post<Json<Worker>>(`/_mturk/workers/${id}`, known, 'PUT')

  /** How a worker stands, and what time it is in the world. */
  standing = (workerId: string) => this.#at.json<Json<WorkerTold>>(`/_mturk/workers/${workerId}`)

  groupsFor = (workerId: string, page: { limit?: number; after?: number; search?: string } = {}) =>
    this.#at.json<Json<OfferedGroupPage>>(`/_mturk/workers/${workerId}/groups${queryOf(page)}`)

  /** @param after the HIT seen last, for the one that follows it */
  group = (workerId: string, groupId: string, after?: string) =>
    this.#at.json<Json<OpenGroup>>(
      `/_mturk/workers/${workerId}/groups/${encodeURIComponent(groupId)}${queryOf({ after })}`,
    )

  hitsFor = (workerId: string, page: { limit?: number; after?: number; search?: string } = {}) =>
    this.#at.json<Json<OfferedPage>>(`/_mturk/workers/${workerId}/hits${queryOf(page)}`)

  accept = (workerId: string, hitId: string) =>
    this.#at.post<Json<Assignment>>(`/_mturk/workers/${workerId}/accept`, { hitId })

  submit = (workerId: string, assignmentId: string, answers: Answers = {}) =>
    this.#at.post<Json<Assignment>>(
      `/_mturk/workers/${workerId}/assignments/${assignmentId}/submit`,
      {
        answers,
      },
    )

  giveBack = (workerId: string, assignmentId: string) =>
    this.#at.post<Json<Assignment>>(
      `/_mturk/workers/${workerId}/assignments/${assignmentId}/return`,
      {},
    )

  previewHit = (workerId: string, hitId: string) =>
    this.#at.json<Json<PreviewedHIT>>(`/_mturk/workers/${workerId}/hits/${hitId}`)

  assignmentsOf = (
    workerId: string,
    page: { limit?: number; after?: number; status?: AssignmentState } = {},
  ) => this.#at.json<Json<TaskPage>>(`/_mturk/workers/${workerId}/assignments${queryOf(page)}`)

  assignment = (workerId: string, assignmentId: string) =>
    this.#at.json<Json<Task>>(`/_mturk/workers/${workerId}/assignments/${assignmentId}`)

  /** Hands in a file for a question of a form. */
  handIn = (
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

  qualificationsFor = (workerId: string) =>
    this.#at.json<Json<readonly OfferedQualification[]>>(
      `/_mturk/workers/${workerId}/qualifications`,
    )

  beginTest = (workerId: string, qualificationTypeId: string) =>
    this.#at.json<Json<TestBegun>>(
      `/_mturk/workers/${workerId}/qualifications/${qualificationTypeId}/test`,
      { method: 'POST' },
    )

  requestQualification = (workerId: string, qualificationTypeId: string, answers?: Answers) =>
    this.#at.post<Json<Qualification | QualificationRequest>>(
      `/_mturk/workers/${workerId}/qualification-requests`,
      { qualificationTypeId, answers },
    )
}
