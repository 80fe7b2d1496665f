/** The steps of action.yml: starts the emulator and exports its endpoint to later steps, or stops it. */
import { spawn } from 'node:child_process'
import { appendFileSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { EOL } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const { env, platform } = process
const folder = join(env.RUNNER_TEMP, 'mturk-local')
const log = join(folder, 'log')
const readLog = () => readFileSync(log, 'utf8')

/** The runner puts each input into a variable; an input that is not given is empty. */
const step = env.INPUT_DO
const command = env.INPUT_COMMAND || `npx --yes mturk-local@${env.INPUT_VERSION}`
const flags = env.INPUT_ARGUMENTS
const seconds = Number(env.INPUT_TIMEOUT || 60)

class StepError extends Error {}

/** Words are separated by spaces; double quotes keep a word with spaces together. */
const splitWords = (text) =>
  [...text.matchAll(/(?:"[^"]*"|[^\s"])+/g)].map(([word]) => word.replaceAll('"', ''))

/** Starts a program that outlives this step, with its output in the log. */
function startProgram([program, ...args]) {
  const output = openSync(log, 'w')
  const options = { detached: true, windowsHide: true, stdio: ['ignore', output, output] }
  if (platform !== 'win32') return spawn(program, args, options)
  // npx is a .cmd file, which only cmd.exe runs; what it would interpret is refused.
  const words = [program, ...args]
  const special = words.find((word) => /[&|<>^%!"]/.test(word))
  if (special) throw new StepError(`On Windows, "${special}" must not contain any of & | < > ^ % !`)
  const line = words.map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(' ')
  return spawn(line, { ...options, shell: true })
}

async function start() {
  mkdirSync(folder, { recursive: true })
  const child = startProgram([...splitWords(command), 'start', ...splitWords(flags)])
  let ended
  child.on('exit', (code) => {
    ended = `It ended with exit code ${code}.`
  })
  child.on('error', ({ message }) => {
    ended = message
  })
  child.unref()

  const endpoint = await waitForEndpoint(() => ended)
  const smtp = /^ {2}mailbox {3}(\S+)/m.exec(readLog())?.[1]
  append(env.GITHUB_OUTPUT, { endpoint, smtp, log })
  append(env.GITHUB_ENV, {
    AWS_ENDPOINT_URL: endpoint,
    MTURK_LOCAL_ENDPOINT: endpoint,
    ...(!env.AWS_ACCESS_KEY_ID && { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' }),
    ...(!env.AWS_REGION && { AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-east-1' }),
  })
  console.log(readLog())
}

/** npx may have to download the package first. */
async function waitForEndpoint(readEnd) {
  for (let tries = 0; tries < 10 * seconds; tries++) {
    const endpoint = /^ {2}endpoint {2}(\S+)/m.exec(readLog())?.[1]
    if (endpoint) return endpoint
    const end = readEnd()
    if (end) throw new StepError(`mturk-local did not start. ${end} It said: ${readLog()}`)
    await sleep(100)
  }
  throw new StepError(`mturk-local did not start within ${seconds} s. It said: ${readLog()}`)
}

const append = (file, values) =>
  appendFileSync(
    file,
    Object.entries(values)
      .map(([name, value]) => `${name}=${value}${EOL}`)
      .join(''),
  )

/** By HTTP, since npx does not pass signals on and Windows has none. */
async function stop() {
  const endpoint = env.MTURK_LOCAL_ENDPOINT
  if (!endpoint) throw new StepError('No earlier step of this job started mturk-local.')
  const words = splitWords(flags)
  const token = words[words.indexOf('--token') + 1 || words.length] ?? env.MTURK_LOCAL_TOKEN
  const limit = AbortSignal.timeout(seconds * 1000)
  const response = await fetch(`${endpoint}/_mturk/stop`, {
    method: 'POST',
    signal: limit,
    headers: {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    },
  }).catch((error) => {
    throw limit.aborted ? notEnded() : error
  })
  if (!response.ok)
    throw new StepError(`mturk-local did not stop. It answered: ${await response.text()}`)
  // The connection of this request ends with the process; one that is cut ends too.
  await response.text().catch(() => {})
  while (!limit.aborted && (await answers(endpoint))) await sleep(100)
  if (limit.aborted) throw notEnded()
  console.log(readLog())
}

const notEnded = () =>
  new StepError(`mturk-local had not ended after ${seconds} s. It said: ${readLog()}`)

const answers = (endpoint) =>
  fetch(`${endpoint}/_mturk/health`).then(
    () => true,
    () => false,
  )

try {
  if (step === 'start') await start()
  else if (step === 'stop') await stop()
  else throw new StepError(`do: "${step}" is neither start nor stop.`)
} catch (error) {
  // Line breaks in a workflow command are escaped.
  const message = error instanceof StepError ? error.message : error.stack
  console.log(`::error::${message.replaceAll('%', '%25').replace(/\r?\n/g, '%0A')}`)
  process.exitCode = 1
}
