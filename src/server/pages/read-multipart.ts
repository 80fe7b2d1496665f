import type { PostedFile } from '../../mturk/workers/submit-form.js'
import { SubmissionError } from './submission-error.js'

export interface MultipartForm {
  readonly fields: readonly (readonly [name: string, value: string])[]
  readonly files: readonly PostedFile[]
}

interface MultipartLimits {
  /** Of all fields together, in bytes. */
  readonly fieldBytes: number
  readonly fields: number
  /** Of each file, in bytes. */
  readonly fileBytes: number
  readonly files: number
}

/**
 * Parses a body of multipart/form-data.
 *
 * @throws SubmissionError when it is incomplete, or has too much of something
 */
export async function readMultipart(
  contentType: string,
  body: Buffer,
  limits: MultipartLimits,
): Promise<MultipartForm> {
  const { Busboy } = await import('@fastify/busboy')
  const fields: (readonly [string, string])[] = []
  const files: PostedFile[] = []
  let fieldBytes = 0

  await new Promise<void>((resolve, reject) => {
    const refuse = (status: number, message: string) => reject(new SubmissionError(status, message))
    const refuseBody = () =>
      refuse(400, 'The submission is not complete: its multipart/form-data body cannot be read.')
    const refuseFields = () =>
      refuse(413, `The fields of the submission are too large: at most ${limits.fieldBytes} bytes.`)

    let parser: InstanceType<typeof Busboy>
    try {
      parser = new Busboy({
        headers: { 'content-type': contentType },
        limits: {
          fieldSize: limits.fieldBytes,
          fields: limits.fields,
          fileSize: limits.fileBytes,
          files: limits.files,
          headerPairs: 20,
        },
      })
    } catch {
      // The header has no boundary.
      return refuseBody()
    }

    parser.on('field', (name: string | undefined, value, _nameTruncated, isTruncated) => {
      fieldBytes += Buffer.byteLength(name ?? '') + Buffer.byteLength(value)
      if (isTruncated || fieldBytes > limits.fieldBytes) return refuseFields()
      if (name !== undefined) fields.push([name, value])
    })
    parser.on('file', (field: string | undefined, stream, name: string | undefined, _, type) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('error', refuseBody)
      stream.on('limit', () =>
        refuse(
          413,
          `The file ${name ?? ''} is too large: at most ${limits.fileBytes} bytes. Start mturk-local with a larger --upload-limit.`,
        ),
      )
      stream.on('end', () => {
        if (field === undefined) return
        const content = Buffer.concat(chunks)
        // A browser sends a file without a name for a field in which no file was chosen.
        if (!name && content.length === 0) fields.push([field, ''])
        else files.push({ field, name: name || 'unnamed', type, content })
      })
    })
    parser.on('fieldsLimit', () =>
      refuse(413, `The submission has too many fields: at most ${limits.fields}.`),
    )
    parser.on('filesLimit', () =>
      refuse(413, `The submission has too many files: at most ${limits.files}.`),
    )
    parser.on('error', refuseBody)
    parser.on('finish', resolve)
    parser.end(body)
  })
  return { fields, files }
}
