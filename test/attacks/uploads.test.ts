import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { GetFileUploadURLCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startTestEmulator } from '../support/setup.js'

const Question = readFileSync('fixtures/questions/upload.xml', 'utf8')
const QuestionIdentifier = /<QuestionIdentifier>(.*?)</.exec(Question)![1]!

async function startWithAcceptedUpload(uploadLimit = 1000) {
  const emulator = await startTestEmulator({ uploadLimit })
  const { HITId } = await emulator.createHit({ Question })
  const { id } = await emulator.control.accept('A1WORKER', HITId!)
  const handIn = (content: Buffer | string, question = QuestionIdentifier, type = 'text/html') =>
    emulator.control.request(
      'PUT /_mturk/workers/{id}/assignments/{assignmentId}/files/{question}',
      { id: 'A1WORKER', assignmentId: id, question, file: content, type },
    )
  const link = async () => {
    const { FileUploadURL } = await emulator.mturk.send(
      new GetFileUploadURLCommand({ AssignmentId: id, QuestionIdentifier }),
    )
    return FileUploadURL!
  }
  return { ...emulator, id, handIn, link }
}

test('the size of a file is limited, in every encoding', async () => {
  const { handIn, endpoint, id } = await startWithAcceptedUpload(1000)

  await handIn(Buffer.alloc(1000))
  await expect(handIn(Buffer.alloc(1001))).rejects.toThrow('too large')
  const { status } = await fetch(
    `${endpoint}/_mturk/workers/A1WORKER/assignments/${id}/files/${QuestionIdentifier}`,
    {
      method: 'PUT',
      headers: { 'content-encoding': 'gzip' },
      body: gzipSync(Buffer.alloc(5_000_000)),
    },
  )

  expect(status).toBe(413)
})

test('the number of files of an assignment is limited', async () => {
  const { handIn } = await startWithAcceptedUpload()
  for (let index = 0; index < 50; index++) await handIn('x', `q${index}`)

  await expect(handIn('x', 'one more')).rejects.toThrow('has 50 files already')
  await handIn('y', 'q0')
})

test('a file is served as a download, never as a page, whatever its type', async () => {
  const { handIn, control, id, link } = await startWithAcceptedUpload()
  const page = '<script/>'
  await handIn(page)
  await control.submit('A1WORKER', id, {})

  const answer = await fetch(await link())

  expect(await answer.text()).toBe(page)
  expect(answer.headers.get('content-type')).toBe('application/octet-stream')
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="[A-Z0-9]+"$/)
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answer.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
})

test.each([
  ['another signature', (url: string) => url.replace(/.$/, (last) => (last === '0' ? '1' : '0'))],
  ['half a signature', (url: string) => url.slice(0, -32)],
  ['a later expiry', (url: string) => url.replace(/expires=(\d+)/, 'expires=9$1')],
  ['another file', (url: string) => url.replace(/files\/\w+/, 'files/OTHER')],
  ['a path', (url: string) => url.replace(/files\/\w+/, 'files/..%2f..%2f..%2fetc%2fpasswd')],
])('a download URL with %s is refused', async (_, changed) => {
  const { handIn, control, id, link } = await startWithAcceptedUpload()
  await handIn('secret')
  await control.submit('A1WORKER', id, {})

  const { status } = await fetch(changed(await link()))

  expect(status).toBe(403)
})
