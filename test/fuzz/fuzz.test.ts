import { Agent, request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import {
  CreateHITCommand,
  CreateQualificationTypeCommand,
  GetAccountBalanceCommand,
  MTurkClient,
} from '@aws-sdk/client-mturk'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Emulator, type Logger, startEmulator } from '../../src/index.js'
import { ControlClient } from '../../src/server/control/client.js'
import { createClientConfig } from '../support/clients.js'
import { hitInput } from '../support/setup.js'
import { hostileText } from './arbitraries.js'
import {
  controlCalls,
  type ExistingIds,
  type Request,
  receiverCalls,
  requesterCalls,
  workerForms,
  xmlCalls,
} from './calls.js'
import { type Answer, answerTimeout, cpuTime, findProblems } from './find-problems.js'
import { oddHttpRequests } from './odd-http-requests.js'

const cases = Number(process.env.FUZZ_CASES ?? 100_000)
const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Date.now() / 1000))
const share = (part: number): number => Math.ceil(cases * part)

/** Internal errors, which are reported to the log. */
const internalErrors: unknown[] = []
const log: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: (message, { error } = {}) => void internalErrors.push(error ?? message),
}
const agent = new Agent({ keepAlive: true })
let emulator: Emulator
let mturk: MTurkClient
let present: ExistingIds

beforeAll(async () => {
  console.log(`Seed ${seed}: FUZZ_SEED=${seed} says it again.`)

  emulator = await startEmulator(
    {
      clock: new Date('2026-01-01T00:00:00Z'),
      deliveryAttempts: 1,
      keepDeliveries: 1000,
      keepMessages: 1000,
      // No collector listens; trace headers are parsed all the same.
      otlpEndpoint: 'http://127.0.0.1:1',
    },
    log,
  )
  mturk = new MTurkClient(createClientConfig(emulator.endpoint))
  emulator.queues.create({ account: '000000000000', region: 'us-east-1', name: 'q' })
  emulator.topics.create({ account: '000000000000', region: 'us-east-1', name: 't' })
  const { HIT } = await mturk.send(new CreateHITCommand({ ...hitInput, MaxAssignments: 100 }))
  const { QualificationType } = await mturk.send(
    new CreateQualificationTypeCommand({
      Name: 'Cats',
      Description: 'Knows cats',
      QualificationTypeStatus: 'Active',
    }),
  )
  const { id } = await new ControlClient(emulator.endpoint).accept('A1WORKER', HIT!.HITId!)
  present = {
    hitId: HIT!.HITId!,
    hitTypeId: HIT!.HITTypeId!,
    assignmentId: id,
    qualificationTypeId: QualificationType!.QualificationTypeId!,
  }
})

afterAll(async () => {
  agent.destroy()
  mturk?.destroy()
  await emulator?.close()
})

function sendRequest({ method, path, headers, body }: Request): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      emulator.endpoint + path,
      { method, headers, agent, timeout: answerTimeout },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk) => {
          text += chunk
        })
        response.on('end', () => resolve({ status: response.statusCode!, text }))
        response.on('error', reject)
      },
    )
    request.on('timeout', () => request.destroy(new Error(`no answer in ${answerTimeout} ms`)))
    request.on('error', reject)
    request.end(body)
  })
}

/** A keep-alive connection that was closed during the request has no response to judge. */
const retryRequest = (request: Request): Promise<Answer> =>
  sendRequest(request).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') throw error
    return sendRequest(request)
  })

test.each<[string, number, () => fc.Arbitrary<Request>]>([
  ['calls of the 39 operations', 0.35, () => requesterCalls(present)],
  ['requests with odd paths and headers', 0.05, oddHttpRequests],
  ['documents in XML', 0.15, () => xmlCalls(present)],
  ['calls of queues and topics', 0.25, receiverCalls],
  ['requests of the control API', 0.12, () => controlCalls(present)],
  ['forms of workers', 0.04, () => workerForms(present)],
])('%s break nothing', async (name, part, requests) => {
  let run = 0
  await fc.assert(
    fc.asyncProperty(requests(), async (request) => {
      run++
      const before = cpuTime()
      const answer = await retryRequest(request)
      expect(findProblems(answer, cpuTime() - before), answer.text.slice(0, 500)).toEqual([])
    }),
    { numRuns: share(part), seed, endOnFailure: false },
  )

  await expect(mturk.send(new GetAccountBalanceCommand({}))).resolves.toBeDefined()
  expect(internalErrors).toEqual([])
  console.log(`${run} ${name}`)
})

const line = fc.oneof(
  fc.constantFrom(
    ...[
      'EHLO x',
      'HELO',
      'MAIL FROM:<a@b>',
      'RCPT TO:<c@d>',
      'DATA',
      '.',
      'RSET',
      'NOOP',
      'VRFY x',
    ],
    ...['AUTH PLAIN', 'AUTH LOGIN', 'AUTH PLAIN AGEAYg==', 'STARTTLS', 'BDAT 5', 'MAIL FROM:<>'],
    ...['Subject: =?utf-8?b?////?=', 'Content-Type: multipart/mixed; boundary=', '', 'MAIL FROM:'],
    `RCPT TO:<${'x'.repeat(2000)}@d>`,
  ),
  hostileText,
)

test('junk in SMTP conversations breaks nothing', async () => {
  const port = Number(new URL(emulator.smtp).port)
  let run = 0
  const perConversation = 20

  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: perConversation, maxLength: perConversation }),
      async (lines) => {
        run += lines.length
        const before = cpuTime()
        const received = await new Promise<string>((resolve, reject) => {
          let text = ''
          const socket = connect(port, '127.0.0.1')
          socket.setTimeout(answerTimeout, () => {
            reject(new Error(`no word in ${answerTimeout} ms`))
            socket.destroy()
          })
          socket.on('data', (chunk) => {
            // Sends everything after the greeting: the server disconnects clients that send earlier.
            if (text === '') socket.end(`${lines.join('\r\n')}\r\n.\r\nQUIT\r\n`)
            text += chunk
          })
          socket.on('error', () => {})
          socket.on('close', () => resolve(text))
        })
        expect(findProblems({ status: 200, text: received }, cpuTime() - before), received).toEqual(
          [],
        )
      },
    ),
    { numRuns: Math.ceil(share(0.04) / perConversation), seed },
  )

  expect(internalErrors).toEqual([])
  console.log(`${run} lines to the mailbox`)
})

test('everything that arrived can be listed and read', async () => {
  const answers: Awaited<ReturnType<typeof sendRequest>>[] = []
  const get = async (path: string) => {
    const answer = await sendRequest({ method: 'GET', path: `/_mturk/${path}`, headers: {} })
    answers.push(answer)
    return JSON.parse(answer.text)
  }
  /** Reads all pages of a list. */
  const list = async (name: string) => {
    const items: { readonly id: string }[] = []
    let after = ''
    do {
      const page = await get(`${name}?limit=200${after}`)
      items.push(...page[name === 'mailbox' ? 'mails' : name])
      after = page.next === undefined ? '' : `&after=${page.next}`
    } while (after)
    return items
  }

  const mails = await list('mailbox')
  for (const { id } of mails) await get(`mailbox/${id}`)
  for (const name of ['queues', 'topics', 'deliveries']) await list(name)
  await get('export')

  expect(answers.flatMap((answer) => findProblems(answer, 0))).toEqual([])
})
