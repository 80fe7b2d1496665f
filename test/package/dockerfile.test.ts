import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { waitForEndpoint } from '../support/cli.js'
import { createTempFolder } from '../support/setup.js'

const execute = promisify(execFile)

interface Stage {
  readonly name?: string
  readonly steps: readonly { readonly verb: string; readonly rest: string }[]
}

/** Parses the stages of a Dockerfile; an instruction may continue over several lines. */
const stages = readFileSync('Dockerfile', 'utf8')
  .replaceAll(/\\\n\s*/g, '')
  .split(/^FROM /m)
  .slice(1)
  .map((text): Stage => {
    const [from = '', ...lines] = text.split('\n').filter(Boolean)
    return {
      name: / AS (\w+)$/.exec(from)?.[1],
      steps: lines.map((line) => {
        const [verb = '', rest = ''] = line.split(/ (.*)/s)
        return { verb, rest }
      }),
    }
  })

const ignored = readFileSync('.dockerignore', 'utf8').split('\n')

/** Runs the COPY instructions of a stage; throws when a file is missing or not in the context. */
function copy(rest: string, workdir: string, built: ReadonlyMap<string, string>): void {
  const words = rest.split(' ')
  const from = /^--from=(.*)$/.exec(words[0]!)?.[1]
  const target = words.at(-1)!
  for (const source of words.slice(from ? 1 : 0, -1)) {
    if (!from && ignored.includes(source)) throw new Error(`${source} is in .dockerignore.`)
    const path = from ? join(built.get(from)!, source.replace('/app/', '')) : source
    const isInto = target.endsWith('/')
    cpSync(path, join(workdir, isInto ? join(target, basename(source)) : target), {
      recursive: true,
    })
  }
}

/** Parses an instruction in JSON form, such as CMD. */
const readInstruction = ({ steps }: Stage, verb: string): readonly string[] => {
  const rest = steps.find((step) => step.verb === verb)?.rest ?? '[]'
  return JSON.parse(rest.slice(rest.indexOf('[')))
}

test('the stages of the Dockerfile can be built, and the result starts and is healthy', async () => {
  const built = new Map<string, string>()
  for (const { name = 'last', steps } of stages) {
    const workdir = createTempFolder()
    built.set(name, workdir)
    for (const { verb, rest } of steps) {
      if (verb === 'COPY') copy(rest, workdir, built)
      if (verb === 'RUN') await execute('sh', ['-c', rest], { cwd: workdir, maxBuffer: 1e8 })
    }
  }
  const last = stages.at(-1)!
  const cwd = built.get('last')!
  const [node = '', ...program] = readInstruction(last, 'ENTRYPOINT')
  // Listening on all interfaces is right only in a container.
  const args = readInstruction(last, 'CMD').map((word) => word.replace('0.0.0.0', '127.0.0.1'))

  const child = spawn(node, [...program, ...args, '--port', '0', '--smtp-port', '0'], {
    cwd,
    env: { PATH: process.env.PATH, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(async () => {
    child.kill('SIGTERM')
    await once(child, 'close')
  })
  const endpoint = await waitForEndpoint(child)
  const health = JSON.stringify(readInstruction(last, 'HEALTHCHECK'))
  const [check = '', ...how] = JSON.parse(health.replaceAll('http://127.0.0.1:6887', endpoint))

  expect(readInstruction(last, 'CMD')).toEqual(['start', '--host', '0.0.0.0'])
  expect(health).toContain('http://127.0.0.1:6887/')
  await expect(execute(check, how)).resolves.toMatchObject({ stderr: '' })
  expect(existsSync(join(cwd, 'node_modules/vitest'))).toBe(false)
}, 600_000)
