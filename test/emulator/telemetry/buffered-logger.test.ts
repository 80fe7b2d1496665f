import { expect, test } from 'vitest'
import type { LogLevel } from '../../../src/core/logger.js'
import { createBufferedLogger } from '../../../src/emulator/telemetry/buffered-logger.js'
import { createRedactor } from '../../../src/emulator/telemetry/redact.js'

function startLog({ level = 'debug', known = [] }: { level?: LogLevel; known?: string[] } = {}) {
  const out: string[] = []
  const log = createBufferedLogger({
    level,
    pretty: false,
    colours: false,
    clock: { now: () => new Date('2026-01-01T00:00:00Z') },
    redact: createRedactor(known),
    out: (line) => void out.push(line),
  })
  const written = async () => {
    await log.flush()
    return out.map((line) => JSON.parse(line))
  }
  return { log, written }
}

test('a line has a time, a level and fields', async () => {
  const { log, written } = startLog()

  log.info('Something was done', { requestId: 'R1', count: 2, nothing: undefined })

  expect(await written()).toEqual([
    {
      level: 'info',
      time: '2026-01-01T00:00:00.000Z',
      pid: process.pid,
      requestId: 'R1',
      count: 2,
      message: 'Something was done',
    },
  ])
})

test('lines keep their order, including those logged before pino was loaded', async () => {
  const { log, written } = startLog()

  log.info('first')
  log.warn('second')
  await written()
  log.error('third')

  expect((await written()).map(({ message }) => message)).toEqual(['first', 'second', 'third'])
})

test.each<[LogLevel, string[]]>([
  ['debug', ['debug', 'info', 'warn', 'error']],
  ['warn', ['warn', 'error']],
  ['error', ['error']],
  ['silent', []],
])('level %s logs nothing less severe', async (level, levels) => {
  const { log, written } = startLog({ level })

  for (const severity of ['debug', 'info', 'warn', 'error'] as const) log[severity]('x')

  expect((await written()).map((line) => line.level)).toEqual(levels)
})

test('an error is logged with its stack and causes', async () => {
  const { log, written } = startLog()
  const cause = Object.assign(new Error('connection refused'), { code: 'ECONNREFUSED' })

  log.error('It failed', { error: new TypeError('no answer', { cause }) })

  expect((await written())[0].error).toEqual({
    type: 'TypeError',
    message: 'no answer',
    stack: expect.stringContaining('buffered-logger.test.ts'),
    cause: {
      type: 'Error',
      message: 'connection refused',
      code: 'ECONNREFUSED',
      stack: expect.any(String),
    },
  })
})

test('control characters from outside are removed', async () => {
  const { log, written } = startLog()

  log.warn('\u001b[2Jgone', { error: new Error('\u001b]0;title\u0007') })

  const [line] = await written()
  expect(JSON.stringify(line)).not.toMatch(/\\u001b|\\u0007/)
  expect(line.message).toBe('\uFFFD[2Jgone')
})

test.each([
  ['smtp://user:pass@host:25 refused', 'smtp://***@host:25 refused'],
  ['postgres://u:p@ss@db/mturk', 'postgres://***@db/mturk'],
  ['Authorization: AWS4-HMAC-SHA256 Credential=AK/x, Signature=ab12', 'Authorization: ***'],
  ['{"authorization":"Basic dTpw","b":1}', '{"authorization":"***","b":1}'],
  ['Bearer abc.def-1', 'Bearer ***'],
  ['/x?X-Amz-Signature=0a1b&y=2', '/x?X-Amz-Signature=***&y=2'],
  ['/x?X-Amz-Security-Token=Fwo%2B&y=2', '/x?X-Amz-Security-Token=***&y=2'],
  ['/mturk/files/k?expires=1&seal=0a1b2c', '/mturk/files/k?expires=1&seal=***'],
  ['aws_secret_access_key=wJalr', 'aws_secret_access_key=***'],
  ['{"secretAccessKey":"wJalr"}', '{"secretAccessKey":"***"}'],
  ['password: hunter2', 'password: ***'],
  ['it holds swordfish', 'it holds ***'],
  ['/a?b=sw%C3%B6rdfish', '/a?b=***'],
  ['{"said":"a \\"quoted\\" one"}', '{"said":"***"}'],
  ['a short one stays', 'a short one stays'],
  ['mail to a@b.test at http://127.0.0.1/q?x=a@b', 'mail to a@b.test at http://127.0.0.1/q?x=a@b'],
])('%s is logged without its secret', (text, without) => {
  expect(createRedactor(['swordfish', 'swördfish', 'a "quoted" one', 'short'])(text)).toBe(without)
})
