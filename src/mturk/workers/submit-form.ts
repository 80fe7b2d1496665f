import type { FieldValues } from '../../domain/questions/answer.js'
import type { CallOptions, Marketplace } from '../marketplace.js'
import { type FileContent, storeFile } from './uploads.js'
import { asAssignedWorker, requireAccepted, submitAnswers } from './work.js'

/** A file that a page posts for a field of its form. */
export interface PostedFile extends FileContent {
  readonly field: string
  readonly name: string
}

interface PostedForm {
  readonly fields: FieldValues
  readonly files: readonly PostedFile[]
}

/**
 * A worker submits a form with files. A file for a FileUploadAnswer becomes an upload; of every other
 * file the name is the answer, as browsers send it for forms that cannot have files.
 *
 * @returns the files that were not stored
 * @throws WorkerError when the assignment is no longer accepted, or the answers are not valid
 */
export const submitForm = (
  marketplace: Marketplace,
  assignmentId: string,
  { fields, files }: PostedForm,
  options?: CallOptions,
): Promise<{ readonly unstoredFiles: readonly PostedFile[] }> =>
  asAssignedWorker(
    marketplace,
    assignmentId,
    undefined,
    async (context, assignment) => {
      requireAccepted(assignment, context.now)
      const hit = (await context.store.hits.find({ id: assignment.hitId }))!
      const uploadFields = files.length > 0 ? await findUploadFields(hit.question) : new Set()
      const isUpload = ({ field }: PostedFile) => uploadFields.has(field)
      const unstoredFiles = files.filter((file) => !isUpload(file))

      for (const file of files.filter(isUpload))
        await storeFile(context, { assignmentId, questionIdentifier: file.field }, file)
      await submitAnswers(context, assignment, withFileNames(fields, unstoredFiles))
      return { unstoredFiles }
    },
    options,
  )

async function findUploadFields(question: string | undefined): Promise<ReadonlySet<string>> {
  const { isQuestionForm, listQuestions, parseQuestionForm } = await import(
    '../../domain/questions/form.js'
  )
  if (!isQuestionForm(question)) return new Set()
  const questions = listQuestions(parseQuestionForm(question))
  return new Set(
    questions.filter(({ answer }) => answer.kind === 'file').map(({ identifier }) => identifier),
  )
}

function withFileNames(fields: FieldValues, files: readonly PostedFile[]): FieldValues {
  if (files.length === 0) return fields
  const values: Record<string, readonly string[]> = Object.create(null)
  for (const [name, each] of Object.entries(fields)) values[name] = [each].flat()
  for (const { field, name } of files) values[field] = [...(values[field] ?? []), name]
  return values
}
