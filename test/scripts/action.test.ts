import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { EOL, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'

const { inputs, outputs, runs } = parse(readFileSync('action.yml', 'utf8'))

interface StepInputs {
  readonly do?: string
  readonly command?: string
  readonly arguments?: string
  readonly timeout?: string
}

/** Quoted, since the checkout may be in a folder with a space. */
const command = `"${process.execPath}" "${resolve('dist/cli/main.js')}"`
const freePorts = '--port 0 --smtp-port 0'

/** A job of a workflow: its steps share a folder and the variables that earlier steps set. */
function createJob() {
  const folder = mkdtempSync(join(tmpdir(), 'mturk-local-job-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const files = { GITHUB_OUTPUT: join(folder, 'output'), GITHUB_ENV: join(folder, 'env') }
  const read = (file: string) =>
    Object.fromEntries(
      readFileSync(file, 'utf8')
        .split(EOL)
        .filter(Boolean)
        .map((line) => line.split(/=(.*)/s).slice(0, 2)),
    )
  for (const file of Object.values(files)) writeFileSync(file, '')

  return {
    folder,
    /** Runs a step with the action as the runner does. */
    async runAction(stepInputs: StepInputs) {
      const result = await promisify(execFile)(process.execPath, [resolve(runs.main)], {
        cwd: folder,
        env: {
          PATH: process.env.PATH,
          RUNNER_TEMP: folder,
          ...files,
          ...read(files.GITHUB_ENV),
          INPUT_DO: stepInputs.do ?? inputs.do.default,
          INPUT_VERSION: inputs.version.default,
          INPUT_COMMAND: stepInputs.command ?? command,
          INPUT_ARGUMENTS: stepInputs.arguments ?? freePorts,
          INPUT_TIMEOUT: stepInputs.timeout ?? inputs.timeout.default,
        },
      })
      return result.stdout
    },
    outputs: () => read(files.GITHUB_OUTPUT),
    environment: () => read(files.GITHUB_ENV),
  }
}

test('one step starts the emulator, and another stops it', async () => {
  const { runAction, outputs: readOutputs, environment } = createJob()

  await runAction({})
  const { endpoint } = readOutputs()
  // An emulator that ends still serves connections that clients have kept.
  const headers = { connection: 'close' }
  const { status } = await fetch(`${endpoint}/_mturk/ready`, { headers })
  await runAction({ do: 'stop' })

  expect(status).toBe(200)
  expect(Object.keys(readOutputs()).sort()).toEqual(Object.keys(outputs).sort())
  expect(environment()).toEqual({
    AWS_ENDPOINT_URL: endpoint,
    MTURK_LOCAL_ENDPOINT: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
  })
  await expect(fetch(`${endpoint}/_mturk/ready`)).rejects.toThrow('fetch failed')
})

test('a step stops an emulator that has a token', async () => {
  const { runAction, outputs: readOutputs } = createJob()
  const flags = `${freePorts} --token a-token-of-this-job`
  await runAction({ arguments: flags })

  const refusal = runAction({ do: 'stop' })
  await expect(refusal).rejects.toMatchObject({
    stdout: expect.stringMatching(/^::error::mturk-local did not stop\. .*requires a token/),
  })
  await runAction({ do: 'stop', arguments: flags })

  await expect(fetch(readOutputs().endpoint)).rejects.toThrow('fetch failed')
})

test('a step that stops fails when the emulator does not end in time', async () => {
  const { runAction, folder } = createJob()
  const [program, pidFile] = [join(folder, 'program.mjs'), join(folder, 'pid')]
  writeFileSync(
    program,
    `import { writeFileSync } from 'node:fs'
     writeFileSync(${JSON.stringify(pidFile)}, String(process.pid))
     await import(${JSON.stringify(pathToFileURL(resolve('dist/cli/main.js')).href)})`,
  )
  await runAction({
    command: `"${process.execPath}" "${program}"`,
    arguments: `${freePorts} --drain 600000`,
  })
  onTestFinished(() => void process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGKILL'))

  const step = runAction({ do: 'stop', timeout: '1' })

  await expect(step).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^::error::mturk-local had not ended after 1 s\. It said: /),
  })
})

test('double quotes keep a flag with spaces together', async () => {
  const { runAction, folder } = createJob()
  const file = join(folder, 'my data.db')

  await runAction({ arguments: `${freePorts} --data "${file}"` })
  await runAction({ do: 'stop' })

  expect(existsSync(file)).toBe(true)
})

test('a job reports why its emulator does not start', async () => {
  const { runAction } = createJob()

  await expect(runAction({ arguments: '--port many' })).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^::error::.*exit code 2.*--port cannot be "many"\./),
  })
})

test('a step that stops without one that starts fails with a sentence', async () => {
  const { runAction } = createJob()

  await expect(runAction({ do: 'stop' })).rejects.toMatchObject({
    stdout: '::error::No earlier step of this job started mturk-local.\n',
  })
})
