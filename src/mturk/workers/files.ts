import { createHash } from 'node:crypto'
import { WorkerRefusal } from '../../domain/errors.js'
import { opens, type Upload } from '../../domain/upload.js'
import { change, type World } from '../unit-of-work.js'
import { asWorkerOf, mustBeAccepted } from './work.js'

export interface GivenFile {
  readonly type: string
  readonly content: Buffer
}

/** Of one assignment. */
const mostFiles = 50

/**
 * A worker hands in a file for a question; a second one for the same question replaces it. It
 * becomes part of the answer when the work is submitted.
 *
 * @throws WorkerRefusal when the work is not the worker's, or is over
 */
export const handInFile = (
  world: World,
  workerId: string,
  { assignmentId, questionIdentifier }: Pick<Upload, 'assignmentId' | 'questionIdentifier'>,
  { type, content }: GivenFile,
): Promise<Pick<Upload, 'key' | 'bytes'>> =>
  asWorkerOf(world, assignmentId, workerId, async (context, assignment) => {
    const { account, store, newId, now } = context
    mustBeAccepted(assignment, now)
    const before = await store.uploads.find({ assignmentId, questionIdentifier })
    if (!before && (await store.uploads.count({ assignmentId })) >= mostFiles)
      throw new WorkerRefusal(`The assignment ${assignmentId} has ${mostFiles} files already.`)
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
export const fileAt = (
  world: World,
  key: string,
  link: { readonly expires: number; readonly seal: string },
): Promise<GivenFile | undefined> =>
  change(world, { account: '000000000000' }, async ({ store, now }) => {
    const file = await store.uploads.first({ key }, 'key')
    if (!file || !opens(file, link, now)) return undefined
    return { type: file.type, content: Buffer.from(file.content, 'base64') }
  })
