import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { MTurkClient, SendTestEventNotificationCommand } from '@aws-sdk/client-mturk'
import { expect, inject, onTestFinished, test } from 'vitest'
import { copyCheckout } from '../support/checkout.js'
import { listFiles } from '../support/list-files.js'
import { createTempFolder } from '../support/setup.js'

const execute = promisify(execFile)
const cwd = inject('folder')

/** Runs a user's command in that folder; npx uses only that. */
const npx = async (...args: readonly string[]) =>
  (await execute('npx', ['--no-install', ...args], { cwd })).stdout

/** Resolves with a program's output as soon as it is ready. */
async function waitForEndpoint(child: ChildProcess): Promise<string> {
  let output = ''
  for await (const chunk of child.stdout!) {
    output += chunk
    if (output.includes('Ctrl-C')) return output
  }
  throw new Error(`It did not start. It said: ${output}`)
}

/** Starts it as the README does, in its own process group: npx does not pass signals on. */
async function startProgram(program: string, args: readonly string[], place = { cwd }) {
  const child = spawn(program, [...args, '--port', '0', '--smtp-port', '0'], {
    ...place,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(async () => {
    const ended = once(child, 'close')
    process.kill(-child.pid!, 'SIGTERM')
    await ended
  })
  const banner = await waitForEndpoint(child)
  return { banner, endpoint: /endpoint {2}(\S+)/.exec(banner)![1]! }
}

function statsOf(path: string) {
  const stats = statSync(path)
  return { size: stats.size, isFile: stats.isFile() }
}

test('the package holds the program, its types, its documentation, its licence, and nothing else', () => {
  const installed = join(cwd, 'node_modules/mturk-local')
  const contents = listFiles(installed)
    .map((path) => ({ path, ...statsOf(join(installed, path)) }))
    .filter(({ isFile }) => isFile)
  const strangers = contents
    .map(({ path }) => path)
    .filter(
      (path) => !/^(README\.md|LICENSE|package\.json|dist\/.*\.(js|cjs|d\.ts|d\.cts))$/.test(path),
    )
    .filter((path) => !/^dist\/sites\/.*\.(html|css|js|svg)$/.test(path))
    .filter((path) => !/^docs\/[\w/-]+\.(md|png)$|^fixtures\/scenarios\/[\w-]+\.json$/.test(path))
    .filter((path) => !/^(CHANGELOG|CONTRIBUTING|SECURITY)\.md$|^llms\.txt$/.test(path))
  const size = contents.reduce((sum, each) => sum + each.size, 0)

  console.log(`${contents.length} files, ${(size / 1e6).toFixed(1)} MB unpacked`)
  expect(strangers).toEqual([])
  expect(contents.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      ...['LICENSE', 'README.md', 'dist/cli/main.js'],
      ...['dist/index.cjs', 'dist/express.cjs'],
    ]),
  )
  expect(size).toBeLessThan(3e6)
})

test('the commands of the README’s first screen work', async () => {
  const { banner, endpoint } = await startProgram('npx', ['--no-install', 'mturk-local', 'start'])
  const mturk = new MTurkClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  const to = ['--to', 'you@example.com', '--endpoint', endpoint]

  await mturk.send(
    new SendTestEventNotificationCommand({
      Notification: {
        Transport: 'Email',
        Destination: 'me@example.com',
        Version: '2014-08-15',
        EventTypes: ['AssignmentSubmitted'],
      },
      TestEventType: 'AssignmentSubmitted',
    }),
  )
  await npx('mturk-local', 'send-test-event', 'HITReviewable', ...to)
  const deliveries = await npx('mturk-local', 'deliveries', '--endpoint', endpoint)

  expect(banner).toContain(`console   ${endpoint}/console`)
  expect((await fetch(`${endpoint}/console`)).status).toBe(200)
  expect(deliveries).toMatch(/AssignmentSubmitted +Email +sent .*me@example\.com/)
  expect(deliveries).toMatch(/HITReviewable +Email +sent .*you@example\.com/)
})

test.each(['story.mjs', 'story.cjs'])('%s uses the library', async (program) => {
  const { stdout, stderr } = await execute(process.execPath, [program], {
    cwd,
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  })

  expect([stdout, stderr]).toEqual(['HITReviewable true\n', ''])
})

test.each(['express.mjs', 'express.cjs'])('%s mounts it in an Express app', async (program) => {
  const { stdout, stderr } = await execute(process.execPath, [program], { cwd })

  expect([stdout, stderr]).toEqual(['200 true\n', ''])
})

test('Jest loads the library in tests that are ES modules', async () => {
  const args = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js']
  const { stderr } = await execute(
    process.execPath,
    [...args, '--testMatch', '**/library.jest.mjs'],
    { cwd },
  )

  expect(stderr).toContain('1 passed')
})

test.each(['nodenext', 'node16'])(
  'ES modules and CommonJS modules compile against its types: %s',
  async (module) => {
    await expect(npx('tsc', '--module', module, '--skipLibCheck', 'false')).resolves.toBe('')
  },
)

test('npx runs the package without an installation', async () => {
  const empty = createTempFolder()
  const before = performance.now()

  const { stdout } = await execute(
    'npx',
    ['--yes', '--package', inject('tarball'), 'mturk-local', '--version'],
    { cwd: empty, env: { ...process.env, npm_config_cache: join(empty, 'cache') } },
  )

  const seconds = ((performance.now() - before) / 1000).toFixed(1)
  console.log(`npx mturk-local --version took ${seconds} s, with an empty cache`)
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
}, 300_000)

/** Other releases of Node, as far as npm can install them. */
const installNode = async (release: string) => {
  const args = ['--yes', '--package', `node@${release}`, '--call', 'node -p process.execPath']
  return execute('npx', args).then(
    ({ stdout }) => stdout.trim(),
    (error: Error) => void console.log(`Not run: node@${release} cannot be had. ${error.message}`),
  )
}

test.each(['22', '24'])('the package runs on Node %s', async (release) => {
  const node = await installNode(release)
  if (!node) return

  const { endpoint } = await startProgram(node, [
    'node_modules/mturk-local/dist/cli/main.js',
    'start',
  ])
  const { stdout } = await execute(node, ['story.cjs'], { cwd })
  const { stdout: version } = await execute(node, ['--version'])

  console.log(`Node ${version.trim()}: starts and tells the story`)
  expect((await fetch(`${endpoint}/_mturk/ready`)).status).toBe(200)
  expect(stdout).toBe('HITReviewable true\n')
})

test.each(['22', '24'])(
  'npm ci && npm start work on Node %s',
  async (release) => {
    const node = await installNode(release)
    if (!node) return
    const checkout = createTempFolder()
    copyCheckout(checkout)
    const place = {
      cwd: checkout,
      env: { ...process.env, PATH: `${dirname(node)}:${process.env.PATH}` },
    }

    await execute('npm', ['ci'], place)
    const { endpoint } = await startProgram('npm', ['start', '--'], place)

    console.log(`Node ${release}: npm ci && npm start`)
    expect((await fetch(`${endpoint}/_mturk/ready`)).status).toBe(200)
  },
  600_000,
)
