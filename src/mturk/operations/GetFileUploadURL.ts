import { required, string, structure } from '../../core/schema/shape.js'
import { fileNotThere } from '../../domain/errors.js'
import { EntityId } from '../../domain/shapes/scalars.js'
import { linkTo } from '../../domain/upload.js'
import { operation } from './operation.js'
import { ownAssignment } from './own.js'

/** Where a file that a worker handed in can be had, for 60 seconds. */
export const GetFileUploadURL = operation({
  name: 'GetFileUploadURL',
  input: structure({
    AssignmentId: required(EntityId),
    QuestionIdentifier: required(string()),
  }),
  output: structure({ FileUploadURL: string() }),

  async run({ AssignmentId: assignmentId, QuestionIdentifier: questionIdentifier }, context) {
    const { submitTime } = await ownAssignment(context, assignmentId)
    const upload = await context.store.uploads.find({ assignmentId, questionIdentifier })
    if (!upload || !submitTime) throw fileNotThere(assignmentId, questionIdentifier)

    return { FileUploadURL: linkTo(upload, context.baseUrl, context.now) }
  },
})
