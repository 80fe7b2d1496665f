import express, { type Request, type RequestHandler } from 'express'
import { type FieldValues, isAnswerField } from '../../domain/questions/answer.js'
import type { PostedFile } from '../../mturk/workers/submit-form.js'
import { maxFilesPerAssignment } from '../../mturk/workers/uploads.js'
import { type MultipartForm, readMultipart } from './read-multipart.js'
import { SubmissionError } from './submission-error.js'

/** What a page submits, wherever it was in the request. */
interface Submission {
  readonly assignmentId: string
  /** Without the IDs. */
  readonly fields: FieldValues
  readonly files: readonly PostedFile[]
}

/** Of all fields, in bytes. */
const maxFieldBytes = 1024 * 1024
const maxFields = 1000

const previewAssignmentId = 'ASSIGNMENT_ID_NOT_AVAILABLE'

/** Read the body of a submission, within limits. */
export const submissionBodyParsers = (maxFileBytes: number): readonly RequestHandler[] => [
  express.urlencoded({ extended: false, limit: maxFieldBytes, parameterLimit: maxFields }),
  express.json({ limit: maxFieldBytes, type: ['json', '+json'] }),
  // What `fetch` and `sendBeacon` send for a text.
  express.text({ limit: maxFieldBytes, type: 'text/plain' }),
  express.raw({ limit: maxFileBytes + maxFieldBytes, type: 'multipart/form-data' }),
]

/**
 * Reads a submission from the query string and from the body, which is a form or JSON.
 *
 * @throws SubmissionError when it has no assignment ID, nothing else, or a body of another kind
 */
export async function readSubmission(request: Request, maxFileBytes: number): Promise<Submission> {
  const { fields, files } = await readBodyFields(request, maxFileBytes)
  const body = groupByName(fields)
  const values = groupByName(
    listFields(request.query as FieldValues).filter(
      ([name, value]) => !body[name]?.includes(value),
    ),
  )
  for (const [name, each] of Object.entries(body)) values[name] = [...(values[name] ?? []), ...each]

  const assignmentId = findAssignmentId(values.assignmentId)
  for (const name of Object.keys(values)) if (!isAnswerField(name)) delete values[name]
  if (Object.keys(values).length === 0 && files.length === 0)
    throw new SubmissionError(
      400,
      'No answer was sent: a submission has at least one field beside the IDs. Fields need a name.',
    )
  return { assignmentId, fields: values, files }
}

function findAssignmentId(values: readonly string[] = []): string {
  const given = new Set(values.map((value) => value.trim()).filter(Boolean))
  const isPreview = given.delete(previewAssignmentId)
  const [id, ...others] = given
  if (others.length > 0)
    throw new SubmissionError(400, `More than one assignmentId was sent: ${[...given].join(', ')}.`)
  if (id !== undefined) return id
  throw new SubmissionError(
    400,
    isPreview
      ? 'This is a preview. Accept the HIT before you submit it.'
      : 'No assignmentId was sent. The page of a HIT sends the one in its address, as a field of its form or in the query string.',
  )
}

async function readBodyFields(
  { body, headers }: Request,
  maxFileBytes: number,
): Promise<MultipartForm> {
  const contentType = headers['content-type']
  if (Buffer.isBuffer(body))
    return readMultipart(contentType ?? '', body, {
      fieldBytes: maxFieldBytes,
      fields: maxFields,
      fileBytes: maxFileBytes,
      files: maxFilesPerAssignment,
    })
  if (typeof body === 'string') return { fields: listMembers(parseJson(body)), files: [] }
  if (body !== undefined) return { fields: listMembers(body), files: [] }
  if (hasBody(headers))
    throw new SubmissionError(
      415,
      `The submission is of the type ${contentType ?? 'unknown'}. Send application/x-www-form-urlencoded, multipart/form-data or application/json.`,
    )
  return { fields: [], files: [] }
}

const hasBody = (headers: Request['headers']): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new SubmissionError(
      415,
      'The submission is a text that is not JSON. Send application/x-www-form-urlencoded, multipart/form-data or application/json.',
    )
  }
}

/** A list of simple values is several values of one field; other lists and objects stay JSON. */
function listMembers(body: unknown): MultipartForm['fields'] {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new SubmissionError(
      400,
      'The JSON of a submission must be an object: its members are the fields.',
    )
  return Object.entries(body).flatMap(([name, value]) =>
    Array.isArray(value) && value.length > 0 && value.every((each) => typeof each !== 'object')
      ? value.map((each) => [name, toText(each)] as const)
      : [[name, toText(value)] as const],
  )
}

const toText = (value: unknown): string => {
  if (value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

const listFields = (fields: FieldValues): MultipartForm['fields'] =>
  Object.entries(fields).flatMap(([name, values]) =>
    [values].flat().map((value) => [name, value] as const),
  )

/** Without a prototype, because pages choose the names. */
function groupByName(fields: MultipartForm['fields']): Record<string, string[]> {
  const values: Record<string, string[]> = Object.create(null)
  for (const [name, value] of fields) {
    values[name] ??= []
    values[name].push(value)
  }
  return values
}
