import { required, string, structure } from '../../core/schema/shape.js'
import { uploadDoesNotExist } from '../../domain/errors.js'
import { EntityId } from '../../domain/shapes/scalars.js'
import { createDownloadUrl } from '../../domain/upload.js'
import { loadOwnAssignment } from './load-owned.js'
import { defineOperation } from './operation.js'

/** Returns a link to an uploaded file, valid for 60 seconds. */
export const GetFileUploadURL = defineOperation({
  name: 'GetFileUploadURL',
  input: structure({
    AssignmentId: required(EntityId),
    QuestionIdentifier: required(string()),
  }),
  output: structure({ FileUploadURL: string() }),

  async run({ AssignmentId: assignmentId, QuestionIdentifier: questionIdentifier }, context) {
    const { submitTime } = await loadOwnAssignment(context, assignmentId)
    const upload = await context.store.uploads.find({ assignmentId, questionIdentifier })
    if (!upload || !submitTime) throw uploadDoesNotExist(assignmentId, questionIdentifier)

    return { FileUploadURL: createDownloadUrl(upload, context.baseUrl, context.now) }
  },
})
