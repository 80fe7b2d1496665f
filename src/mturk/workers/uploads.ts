import { createHash } from 'node:crypto'
import { defaultAccount } from '../../domain/account.js'
import { WorkerError } from '../../domain/errors.js'
import { isValidDownload, type Upload } from '../../domain/upload.js'
import { inTransaction, type Marketplace } from '../unit-of-work.js'
import { asAssignedWorker, requireAccepted } from './work.js'

interface FileContent {
  readonly type: string
  readonly content: Buffer
}

/** Of one assignment. */
const maxFiles = 50

/**
 * A worker hands in a file for a question; a second one for the same question replaces it. It
 * becomes part of the answer when the work is submitted.
 *
 * @throws WorkerRefusal when the work is not the worker's, or is over
 */
export const uploadFile = (
  marketplace: Marketplace,
  workerId: string,
  { assignmentId, questionIdentifier }: Pick<Upload, 'assignmentId' | 'questionIdentifier'>,
  { type, content }: FileContent,
): Promise<Pick<Upload, 'key' | 'bytes'>> =>
  asAssignedWorker(marketplace, assignmentId, workerId, async (context, assignment) => {
    const { account, store, newId, now } = context
    requireAccepted(assignment, now)
    const before = await store.uploads.find({ assignmentId, questionIdentifier })
    if (!before && (await store.uploads.count({ assignmentId })) >= maxFiles)
      throw new WorkerError(`The assignment ${assignmentId} has ${maxFiles} files already.`)
    const key = newId()
    const bytes = content.length
    await store.uploads.put({
      account,
      assignmentId,
      questionIdentifier,
      key,
      type,
      bytes,
      content: content.toString('base64'),
      secret: createHash('sha256').update(newId()).digest('hex'),
    })
    return { key, bytes }
  })

/** A file by the link that GetFileUploadURL gave; nothing when the link is not, or no longer, good. */
export const readUploadedFile = (
  marketplace: Marketplace,
  key: string,
  link: { readonly expires: number; readonly signature: string },
): Promise<FileContent | undefined> =>
  inTransaction(marketplace, { account: defaultAccount }, async ({ store, now }) => {
    const file = await store.uploads.findFirst({ key }, 'key')
    if (!file || !isValidDownload(file, link, now)) return undefined
    return { type: file.type, content: Buffer.from(file.content, 'base64') }
  })
