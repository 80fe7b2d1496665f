import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { GetAssignmentCommand, GetFileUploadURLCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { parseAnswers } from '../../support/clients.js'
import { startTestEmulator, type TestEmulator } from '../../support/setup.js'

const path = '/mturk/externalSubmit'
const uploadForm = readFileSync('fixtures/questions/upload.xml', 'utf8')

async function startWithAcceptedHit(
  Question?: string,
  options: Parameters<typeof startTestEmulator>[0] = {},
) {
  const emulator = await startTestEmulator(options)
  const { HITId } = await emulator.createHit(Question === undefined ? {} : { Question })
  const { id } = await emulator.control.accept('A1WORKER', HITId!)
  const post = async (query: string, init: RequestInit = {}) => {
    const response = await fetch(`${emulator.endpoint}${path}${query}`, { method: 'POST', ...init })
    return { status: response.status, headers: response.headers, page: await response.text() }
  }
  return { ...emulator, id, post, answers: () => readAnswers(emulator, id) }
}

async function readAnswers({ mturk }: TestEmulator, AssignmentId: string) {
  const { Assignment } = await mturk.send(new GetAssignmentCommand({ AssignmentId }))
  return parseAnswers(Assignment!.Answer)
}

const json = (value: unknown, type = 'application/json'): RequestInit => ({
  headers: { 'content-type': type },
  body: JSON.stringify(value),
})

function multipart(fields: Record<string, string | File>): RequestInit {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  return { body }
}

const cat = new File(['a cat'], 'cät "1".png', { type: 'image/png' })

test.each<[string, (id: string) => readonly [query: string, init: RequestInit]]>([
  [
    'a form with the ID among its fields',
    (assignmentId) => ['', { body: new URLSearchParams({ assignmentId, a: '1', b: 'é' }) }],
  ],
  [
    'a form with the ID in the query string',
    (id) => [`?assignmentId=${id}`, { body: new URLSearchParams({ a: '1', b: 'é' }) }],
  ],
  [
    'a form with an empty ID, and the ID in the query string',
    (id) => [
      `?assignmentId=${id}`,
      { body: new URLSearchParams({ assignmentId: '', a: '1', b: 'é' }) },
    ],
  ],
  ['a query string and no body', (id) => [`?assignmentId=${id}&hitId=3X&a=1&b=%C3%A9`, {}]],
  [
    'answers in the query string and in the body',
    (id) => [
      `?a=1&assignmentId=${id}`,
      { body: new URLSearchParams({ assignmentId: id, b: 'é' }) },
    ],
  ],
  ['multipart/form-data', (assignmentId) => ['', multipart({ assignmentId, a: '1', b: 'é' })]],
  ['JSON', (assignmentId) => ['', json({ assignmentId, workerId: 'A1WORKER', a: 1, b: 'é' })]],
  ['JSON as a text', (id) => [`?assignmentId=${id}`, json({ a: 1, b: 'é' }, 'text/plain')]],
])('a submission is read from %s', async (_, requestFor) => {
  const { id, post, answers } = await startWithAcceptedHit()

  const { status, page } = await post(...requestFor(id))

  expect([status, page]).toEqual([200, expect.stringContaining('Your work was submitted.')])
  expect(await answers()).toEqual({ a: '1', b: 'é' })
})

test('several values of a field are one answer, and equal values of query string and body are one', async () => {
  const { id, post, answers } = await startWithAcceptedHit()

  await post(`?assignmentId=${id}&a=1&b=2`, { body: new URLSearchParams('a=1&a=3&b=4') })

  expect(await answers()).toEqual({ a: '1|3', b: '2|4' })
})

test('lists of simple values in JSON are several values, and other members stay JSON', async () => {
  const { id, post, answers } = await startWithAcceptedHit()
  const data = [{ rt: 12, keys: ['a'] }]

  await post('', json({ assignmentId: id, data, tags: ['x', 'y'], none: null, sure: false }))

  expect(await answers()).toEqual({
    data: JSON.stringify(data),
    tags: 'x|y',
    none: '',
    sure: 'false',
  })
})

test('names from the prototypes of JavaScript are names like others', async () => {
  const { id, post, answers } = await startWithAcceptedHit()
  const text = `{"assignmentId":"${id}","__proto__":"1","constructor":"2","toString":"3"}`

  await post('', { headers: { 'content-type': 'application/json' }, body: text })

  expect(Object.entries(await answers())).toEqual([
    ['__proto__', '1'],
    ['constructor', '2'],
    ['toString', '3'],
  ])
})

test('a posted file for a FileUploadAnswer is an upload', async () => {
  const { id, post, answers, mturk } = await startWithAcceptedHit(uploadForm)

  const { status } = await post('', multipart({ assignmentId: id, hitId: '3X', picture: cat }))

  expect(status).toBe(200)
  expect(await answers()).toEqual({ picture: expect.stringMatching(/^5\|\w+$/) })
  const { FileUploadURL } = await mturk.send(
    new GetFileUploadURLCommand({ AssignmentId: id, QuestionIdentifier: 'picture' }),
  )
  expect(await (await fetch(FileUploadURL!)).text()).toBe('a cat')
})

test('a posted file that the form does not take is refused, nothing is stored, and the work can still be submitted', async () => {
  const { id, post, answers, mturk } = await startWithAcceptedHit(uploadForm)
  const large = new File(['0123456789'], 'cat.png')

  const refused = await post('', multipart({ assignmentId: id, picture: large }))
  const missing = await post('', multipart({ assignmentId: id, picture: new File([], '') }))

  expect([refused.status, refused.page]).toEqual([
    409,
    expect.stringContaining('picture: the file must have from 1 to 9 bytes.'),
  ])
  expect([missing.status, missing.page]).toEqual([
    409,
    expect.stringContaining('picture: an answer is required.'),
  ])
  await expect(
    mturk.send(new GetFileUploadURLCommand({ AssignmentId: id, QuestionIdentifier: 'picture' })),
  ).rejects.toThrow('has no file')
  expect((await post('', multipart({ assignmentId: id, picture: cat }))).status).toBe(200)
  expect(await answers()).toEqual({ picture: expect.any(String) })
})

test('of a file for a HIT with a page of its own the name is the answer, which the response says', async () => {
  const { id, post, answers } = await startWithAcceptedHit()

  const { status, page } = await post(
    '',
    multipart({ assignmentId: id, picture: cat, other: new File([], '') }),
  )

  expect([status, page]).toEqual([
    200,
    expect.stringContaining('only the name is part of the answer: the HIT has no FileUploadAnswer'),
  ])
  expect(await answers()).toEqual({ other: '', picture: expect.stringContaining('cät') })
})

const fields = { a: '1' }
const incomplete = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1'

test.each<[string, number, string, (id: string) => readonly [query: string, init: RequestInit]]>([
  ['no ID', 400, 'No assignmentId was sent.', () => ['', { body: new URLSearchParams(fields) }]],
  ['an empty ID', 400, 'No assignmentId was sent.', () => ['?assignmentId=', json(fields)]],
  ['nothing at all', 400, 'No assignmentId was sent.', () => ['', {}]],
  [
    'the ID of a preview',
    400,
    'This is a preview.',
    () => ['?assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE', { body: new URLSearchParams(fields) }],
  ],
  [
    'two IDs',
    400,
    'More than one assignmentId was sent: 3OTHER, ',
    (assignmentId) => [
      '?assignmentId=3OTHER',
      { body: new URLSearchParams({ assignmentId, ...fields }) },
    ],
  ],
  [
    'nothing but IDs',
    400,
    'No answer was sent',
    (id) => [
      `?assignmentId=${id}&hitId=3X`,
      { body: new URLSearchParams({ workerId: 'A1WORKER', turkSubmitTo: 'x' }) },
    ],
  ],
  ['an ID and no body', 400, 'No answer was sent', (id) => [`?assignmentId=${id}`, {}]],
  ['an ID and empty JSON', 400, 'No answer was sent', (id) => [`?assignmentId=${id}`, json({})]],
  [
    'JSON that is not valid',
    400,
    'is not valid JSON',
    (id) => [
      `?assignmentId=${id}`,
      { headers: { 'content-type': 'application/json' }, body: '{"a"' },
    ],
  ],
  ['a list', 400, 'must be an object', (id) => [`?assignmentId=${id}`, json([1])]],
  ['a text', 415, 'a text that is not JSON', (id) => [`?assignmentId=${id}`, { body: 'a=1' }]],
  [
    'another type',
    415,
    'of the type application/xml. Send application/x-www-form-urlencoded',
    (id) => [
      `?assignmentId=${id}`,
      { headers: { 'content-type': 'application/xml' }, body: '<a>1</a>' },
    ],
  ],
  [
    'multipart/form-data that ends too early',
    400,
    'is not complete',
    (id) => [
      `?assignmentId=${id}`,
      { headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: incomplete },
    ],
  ],
  [
    'multipart/form-data without a boundary',
    400,
    'cannot be read',
    (id) => [
      `?assignmentId=${id}`,
      { headers: { 'content-type': 'multipart/form-data' }, body: incomplete },
    ],
  ],
  [
    'an ID of no assignment',
    409,
    'You have no assignment 3NONE.',
    () => ['?assignmentId=3NONE', json(fields)],
  ],
])(
  'a submission of %s is refused with a page that says so, and the work can still be submitted',
  async (_, status, message, requestFor) => {
    const { id, post } = await startWithAcceptedHit()

    const refusal = await post(...requestFor(id))

    expect([refusal.status, refusal.page]).toEqual([status, expect.stringContaining(message)])
    expect(refusal.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect((await post(`?assignmentId=${id}&a=1`)).status).toBe(200)
  },
)

const many = (count: number, name: (index: number) => string, value: string | File) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [name(index), value]))

test.each<[string, string, RequestInit]>([
  [
    'a form of two megabytes',
    'too large: at most 1048576 bytes',
    {
      body: `a=${'b'.repeat(2e6)}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    },
  ],
  [
    'a form of 5000 fields',
    'too many fields: at most 1000',
    { body: 'a=b&'.repeat(5000), headers: { 'content-type': 'application/x-www-form-urlencoded' } },
  ],
  ['JSON of two megabytes', 'too large: at most 1048576 bytes', json({ a: 'b'.repeat(2e6) })],
  [
    'compressed JSON',
    'too large',
    {
      body: gzipSync(JSON.stringify({ a: 'b'.repeat(2e6) })),
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    },
  ],
  [
    'a multipart field that is too large',
    'fields of the submission are too large',
    multipart({ a: 'b'.repeat(1_048_577) }),
  ],
  [
    'multipart fields that are too large together',
    'fields of the submission are too large',
    multipart(many(3, (index) => `f${index}`, 'b'.repeat(500_000))),
  ],
  ['too many multipart fields', 'at most 1000', multipart(many(1001, (index) => `f${index}`, ''))],
  ['too many files', 'at most 50', multipart(many(51, (index) => `f${index}`, cat))],
  [
    'a file that is too large',
    'The file big.bin is too large: at most 1000000 bytes.',
    multipart({ a: new File(['x'.repeat(1_000_001)], 'big.bin') }),
  ],
  [
    'a body that is too large',
    'too large: at most 2048576 bytes',
    multipart(many(3, (index) => `f${index}`, new File(['x'.repeat(900_000)], 'big.bin'))),
  ],
])('%s is refused with a page, status 413', async (_, message, init) => {
  const { id, post } = await startWithAcceptedHit(undefined, { uploadLimit: 1_000_000 })

  const { status, headers, page } = await post(`?assignmentId=${id}`, init)

  expect([status, page]).toEqual([413, expect.stringContaining(message)])
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
})

test('a submission with GET is refused with a page that says what the form needs', async () => {
  const { id, endpoint } = await startWithAcceptedHit()

  const response = await fetch(`${endpoint}${path}?assignmentId=${id}&a=1`)

  expect([response.status, response.headers.get('allow'), await response.text()]).toEqual([
    405,
    'POST',
    expect.stringContaining('its form needs method=&#34;post&#34;'),
  ])
})
