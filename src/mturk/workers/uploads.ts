import { createHash } from 'node:crypto'
import type { AssignmentRecord } from '../../domain/assignment.js'
import { WorkerError } from '../../domain/errors.js'
import { isValidDownload, type Upload } from '../../domain/upload.js'
import type { CallOptions, Marketplace } from '../marketplace.js'
import { readTransaction } from '../read-context.js'
import type { UnitOfWork } from '../unit-of-work.js'
import { asAssignedWorker, requireAccepted } from './work.js'

export interface FileContent {
  readonly type: string
  readonly content: Buffer
}

export const maxFilesPerAssignment = 50

/**
 * A worker uploads a file for a question; a second one for the same question replaces it. It becomes
 * part of the answer when the work is submitted.
 *
 * @throws WorkerError when the assignment is not the worker's, or no longer accepted
 */
export const uploadFile = (
  marketplace: Marketplace,
  workerId: string,
  { assignmentId, questionIdentifier }: Pick<Upload, 'assignmentId' | 'questionIdentifier'>,
  { type, content }: FileContent,
  options?: CallOptions,
): Promise<Pick<Upload, 'key' | 'bytes'>> => {
  const upload = (context: UnitOfWork, assignment: AssignmentRecord) => {
    requireAccepted(assignment, context.now)
    return storeFile(context, { assignmentId, questionIdentifier }, { type, content })
  }
  return asAssignedWorker(marketplace, assignmentId, workerId, upload, options)
}

/** @throws WorkerError when the assignment has too many files */
export async function storeFile(
  context: UnitOfWork,
  { assignmentId, questionIdentifier }: Pick<Upload, 'assignmentId' | 'questionIdentifier'>,
  { type, content }: FileContent,
): Promise<Pick<Upload, 'key' | 'bytes'>> {
  const { account, store } = context
  const before = await store.uploads.find({ assignmentId, questionIdentifier })
  if (!before && (await store.uploads.count({ assignmentId })) >= maxFilesPerAssignment)
    throw new WorkerError(
      `The assignment ${assignmentId} has ${maxFilesPerAssignment} files already.`,
    )
  const key = context.newId()
  const bytes = content.length
  await store.uploads.put({
    account,
    assignmentId,
    questionIdentifier,
    key,
    type,
    bytes,
    uploadedAt: context.now,
    content: content.toString('base64'),
    secret: createHash('sha256').update(context.newId()).digest('hex'),
  })
  return { key, bytes }
}

/** A file by the link from GetFileUploadURL; `undefined` when the link is invalid or has expired. */
export const readUploadedFile = (
  marketplace: Marketplace,
  key: string,
  link: { readonly expires: number; readonly signature: string },
): Promise<FileContent | undefined> =>
  readTransaction(marketplace, async ({ store, now }) => {
    const file = await store.uploads.findFirst({ key }, 'key')
    if (!file || !isValidDownload(file, link, now)) return undefined
    return { type: file.type, content: Buffer.from(file.content, 'base64') }
  })
