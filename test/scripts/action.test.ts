import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'

const { inputs, outputs, runs } = parse(readFileSync('action.yml', 'utf8'))

interface StepInputs {
  readonly do?: string
  readonly command?: string
  readonly arguments?: string
}

/** A job of a workflow: its steps share a folder and the variables that earlier steps set. */
function createJob() {
  const folder = mkdtempSync(join(tmpdir(), 'mturk-local-job-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const files = { GITHUB_OUTPUT: join(folder, 'output'), GITHUB_ENV: join(folder, 'env') }
  const read = (file: string) =>
    Object.fromEntries(
      readFileSync(file, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => line.split(/=(.*)/s).slice(0, 2)),
    )
  for (const file of Object.values(files)) writeFileSync(file, '')

  return {
    /** Runs the action's only step as the runner does. */
    async runAction(stepInputs: StepInputs) {
      const [{ run, shell }] = runs.steps
      return promisify(execFile)(shell, ['-c', run], {
        cwd: folder,
        env: {
          PATH: process.env.PATH,
          GITHUB_ACTION_PATH: resolve('.'),
          RUNNER_TEMP: folder,
          ...files,
          DO: stepInputs.do ?? inputs.do.default,
          COMMAND: stepInputs.command ?? `${process.execPath} ${resolve('dist/cli/main.js')}`,
          ARGUMENTS: stepInputs.arguments ?? '--port 0 --smtp-port 0',
        },
      })
    },
    outputs: () => read(files.GITHUB_OUTPUT),
    environment: () => read(files.GITHUB_ENV),
  }
}

test('one step starts the emulator, and another stops it', async () => {
  const { runAction, outputs: readOutputs, environment } = createJob()

  await runAction({})
  const { endpoint } = readOutputs()
  const { status } = await fetch(`${endpoint}/_mturk/ready`)
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

test('a job reports why its emulator does not start', async () => {
  const { runAction } = createJob()

  await expect(runAction({ arguments: '--port many' })).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringContaining('--port cannot be "many".'),
  })
})
