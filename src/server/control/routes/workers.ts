import { z } from 'zod'
import {
  listWorkerAssignments,
  loadWorkerAssignment,
  summarizeWorker,
} from '../../../mturk/workers/assignments.js'
import { browse, previewHit } from '../../../mturk/workers/browse.js'
import { browseGroups, openGroup } from '../../../mturk/workers/groups.js'
import { listWorkerQualifications } from '../../../mturk/workers/qualifications.js'
import { requestQualification, startTest } from '../../../mturk/workers/request-qualification.js'
import { uploadFile } from '../../../mturk/workers/uploads.js'
import { acceptHit, returnWork, submitWork, upsertWorker } from '../../../mturk/workers/work.js'
import { plainRoute, route } from '../api.js'
import { readCallOptions } from '../read-call-options.js'
import { nonEmptyText } from '../schemas/common.js'
import { assignment } from '../schemas/hit.js'
import {
  answers,
  availableGroupDetail,
  availableGroupPage,
  availableHitPage,
  availableQualification,
  browseQuery,
  hitPreview,
  qualificationOrRequest,
  qualificationRequestInput,
  startedTest,
  uploadedFile,
  worker,
  workerAssignment,
  workerAssignmentPage,
  workerAssignmentsQuery,
  workerEvent,
  workerInput,
  workerSummary,
} from '../schemas/worker.js'
import { streamEvents } from '../stream-events.js'
import { toWorkerEvent } from '../worker-events.js'

/** The worker's side of the marketplace. */
export const workerRoutes = [
  route('GET /_mturk/workers/{id}', {
    summary:
      'Returns what is known of a worker, its assignments by status, its earnings, and the time.',
    response: workerSummary,
    handle: async ({ params: { id }, access }, { marketplace, clock }) => ({
      ...(await summarizeWorker(marketplace, id)),
      clock: clock.isFrozen ? ('frozen' as const) : ('running' as const),
      isEditable: access?.scope !== 'worker',
    }),
  }),
  route('PUT /_mturk/workers/{id}', {
    summary: 'Creates a worker, or changes what is known of one.',
    body: workerInput,
    response: worker,
    handle: ({ params: { id }, body }, { marketplace }) => upsertWorker(marketplace, id, body),
  }),
  plainRoute('GET /_mturk/workers/{id}/stream', {
    summary:
      'Streams from now on, as server-sent events, which kinds of things changed that a worker may see.',
    contentType: 'text/event-stream',
    content: workerEvent,
    isLongPoll: true,
    respond:
      ({ feed }) =>
      ({ params: { id } }, response) =>
        streamEvents(response, feed, (event) => toWorkerEvent(event, id!)),
  }),
  route('GET /_mturk/workers/{id}/groups', {
    summary:
      'Returns a page of the HIT groups that a worker can discover, newest first, with requirements and reasons why the worker cannot accept.',
    query: browseQuery,
    response: availableGroupPage,
    handle: ({ params: { id }, query }, { marketplace }) => browseGroups(marketplace, id, query),
  }),
  route('GET /_mturk/workers/{id}/groups/{groupId}', {
    summary:
      'Returns one group, by HITGroupId or HITTypeId, with the next HIT that the worker has not had.',
    query: z.strictObject({
      after: nonEmptyText.optional().describe('The ID of a HIT: then the one that follows it.'),
    }),
    response: availableGroupDetail,
    handle: ({ params: { id, groupId }, query: { after } }, { marketplace }) =>
      openGroup(marketplace, id, groupId, after),
  }),
  route('GET /_mturk/workers/{id}/hits', {
    summary:
      'Returns a page of the HITs that a worker can discover, oldest first, each with reasons why the worker cannot accept it.',
    query: browseQuery,
    response: availableHitPage,
    handle: ({ params: { id }, query }, { marketplace }) => browse(marketplace, id, query),
  }),
  route('GET /_mturk/workers/{id}/hits/{hitId}', {
    summary: 'Returns one HIT with its question, as in a preview.',
    response: hitPreview,
    handle: ({ params: { id, hitId } }, { marketplace }) => previewHit(marketplace, id, hitId),
  }),
  route('POST /_mturk/workers/{id}/accept', {
    summary: 'Accepts a HIT; returns the assignment.',
    body: z.strictObject({ hitId: nonEmptyText }),
    response: assignment,
    handle: ({ params: { id }, body: { hitId }, headers }, { marketplace }) =>
      acceptHit(marketplace, id, hitId, readCallOptions(marketplace, headers)),
  }),
  route('GET /_mturk/workers/{id}/assignments', {
    summary:
      'Returns a page of a worker’s assignments, newest first, with title, reward and bonus.',
    query: workerAssignmentsQuery,
    response: workerAssignmentPage,
    handle: ({ params: { id }, query: { status, ...page } }, { marketplace }) =>
      listWorkerAssignments(marketplace, id, { ...page, status: status && [status] }),
  }),
  route('GET /_mturk/workers/{id}/assignments/{assignmentId}', {
    summary: 'Returns one assignment.',
    response: workerAssignment,
    handle: ({ params: { id, assignmentId } }, { marketplace }) =>
      loadWorkerAssignment(marketplace, id, assignmentId),
  }),
  route('POST /_mturk/workers/{id}/assignments/{assignmentId}/submit', {
    summary: 'Submits an assignment. Answers that a QuestionForm does not allow are refused.',
    body: z.strictObject({ answers: answers.default({}) }),
    bodyLimit: '1mb',
    response: assignment,
    handle: ({ params: { id, assignmentId }, body, headers }, { marketplace }) =>
      submitWork(
        marketplace,
        assignmentId,
        body.answers,
        id,
        readCallOptions(marketplace, headers),
      ),
  }),
  route('POST /_mturk/workers/{id}/assignments/{assignmentId}/return', {
    summary: 'Returns an assignment to the marketplace.',
    response: assignment,
    handle: ({ params: { id, assignmentId }, headers }, { marketplace }) =>
      returnWork(marketplace, assignmentId, id, readCallOptions(marketplace, headers)),
  }),
  route('PUT /_mturk/workers/{id}/assignments/{assignmentId}/files/{question}', {
    summary:
      'Uploads a file, which is the body, for a question of a QuestionForm; GetFileUploadURL gives a link to it.',
    takesFile: true,
    response: uploadedFile,
    handle: ({ params: { id, assignmentId, question }, file }, { marketplace }) =>
      uploadFile(marketplace, id, { assignmentId, questionIdentifier: question }, file),
  }),
  route('GET /_mturk/workers/{id}/qualifications', {
    summary:
      'Returns the qualifications that a worker has or can request, with reasons why not now.',
    response: z.array(availableQualification),
    handle: ({ params: { id } }, { marketplace }) => listWorkerQualifications(marketplace, id),
  }),
  route('POST /_mturk/workers/{id}/qualifications/{typeId}/test', {
    summary: 'Starts a qualification test; returns its form and the deadline.',
    response: startedTest,
    handle: ({ params: { id, typeId } }, { marketplace }) => startTest(marketplace, id, typeId),
  }),
  route('POST /_mturk/workers/{id}/qualification-requests', {
    summary:
      'Requests a qualification. A test with an answer key is scored at once; then the qualification is returned, else the request.',
    body: qualificationRequestInput,
    bodyLimit: '1mb',
    response: qualificationOrRequest,
    handle: ({ params: { id }, body: { qualificationTypeId, answers } }, { marketplace }) =>
      requestQualification(marketplace, id, qualificationTypeId, answers),
  }),
] as const
