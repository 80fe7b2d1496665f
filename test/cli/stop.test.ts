import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join, resolve } from 'node:path'
import { ListHITsCommand, MTurkClient } from '@aws-sdk/client-mturk'
import { expect, onTestFinished, test } from 'vitest'
import { isHangupIgnored } from '../../src/cli/hangup.js'
import { findNpx } from '../../src/cli/npx-parent.js'
import { runCli, startCli, waitForEndpoint } from '../support/cli.js'
import { createClientConfig } from '../support/clients.js'
import { createTempFolder, startTestEmulator } from '../support/setup.js'

const program = resolve('dist/cli/main.js')
const freePorts = ['--port', '0', '--smtp-port', '0']

/** Starts an emulator with a pipe as its standard input. */
function spawnWithInput(...flags: readonly string[]) {
  const child = spawn(process.execPath, [program, 'start', ...freePorts, ...flags], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

test('--ready-json prints one line that programs can read', async () => {
  const child = spawnWithInput('--ready-json', '--region', 'eu-west-1')

  const [line] = await once(child.stdout, 'data')

  const ready = JSON.parse(line)
  expect(ready).toEqual({
    version: expect.any(String),
    pid: child.pid,
    endpoint: `http://127.0.0.1:${ready.port}`,
    port: expect.any(Number),
    smtp: `smtp://127.0.0.1:${ready.smtpPort}`,
    smtpPort: expect.any(Number),
    account: '000000000000',
    region: 'eu-west-1',
    requiresToken: false,
  })
  expect((await fetch(`${ready.endpoint}/_mturk/ready`)).status).toBe(200)
})

test('--ready-json says that a token is required, not which', async () => {
  const child = spawnWithInput('--ready-json', '--token', 'hard-to-guess-token')

  const [line] = await once(child.stdout, 'data')

  expect(JSON.parse(line)).toMatchObject({ requiresToken: true })
  expect(String(line)).not.toContain('hard-to-guess-token')
})

test('with --until-stdin-closes an emulator ends in order when its input ends', async () => {
  const child = spawnWithInput('--until-stdin-closes')
  await once(child.stdout, 'data')

  child.stdin.end()

  expect(await once(child, 'exit')).toEqual([0, null])
})

test('with --until-stdin-closes an input that is empty from the start ends it too', async () => {
  const { code, out } = await runCli(['start', ...freePorts, '--until-stdin-closes'])

  expect(code).toBe(0)
  expect(out).toContain('is ready')
})

test('without --until-stdin-closes the end of the input changes nothing', async () => {
  const { endpoint } = await startCli()

  expect((await fetch(`${endpoint}/_mturk/ready`)).status).toBe(200)
})

test('stop ends a running emulator, and returns when it has ended', async () => {
  const { child, endpoint } = await startCli()
  const exited = once(child, 'exit')

  expect(await runCli(['stop', '--endpoint', endpoint])).toEqual({
    code: 0,
    out: `The emulator at ${endpoint} has ended.\n`,
    err: '',
  })
  expect(await exited).toEqual([0, null])
})

test('stop returns when the data file is closed, also when a request holds that up', async () => {
  const data = ['--data', join(createTempFolder(), 'world.db')]
  const { endpoint, stderr } = await startCli(data)
  // It never sends its body.
  const client = connect(Number(new URL(endpoint).port), '127.0.0.1')
  onTestFinished(() => void client.destroy())
  client.write(
    'POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n',
  )
  await once(client, 'data')
  const response = once(client, 'data')

  expect((await runCli(['stop', '--endpoint', endpoint])).code).toBe(0)

  // The emulator no longer locks the file.
  await startCli(data)
  expect(String(await response)).toMatch(/^HTTP\/1.1 503 .*connection: close.*is stopping/is)
  expect(stderr()).not.toContain('error')
})

test('stop needs the token of an emulator that has one', async () => {
  const token = 'hard-to-guess-token'
  const { child, endpoint } = await startCli(['--token', token])

  expect((await runCli(['stop', '--endpoint', endpoint])).code).toBe(1)
  expect(child.exitCode).toBeNull()

  const stopped = await runCli(['stop', '--endpoint', endpoint], { MTURK_LOCAL_TOKEN: token })
  expect(stopped.code).toBe(0)
})

test('stop ends an emulator of the library', async () => {
  const { endpoint, stopRequested, close } = await startTestEmulator()

  expect((await runCli(['stop', '--endpoint', endpoint])).code).toBe(0)

  await stopRequested
  await close()
})

test('stop reports that no emulator is running', async () => {
  const { code, err } = await runCli(['stop', '--endpoint', 'http://127.0.0.1:1'])

  expect(code).toBe(1)
  expect(err).toMatch(/^mturk-local: No mturk-local answers at http:\/\/127.0.0.1:1/)
})

test.each(['SIGTERM', 'SIGHUP'] as const)('%s ends an emulator in order', async (signal) => {
  const { child } = await startCli()

  child.kill(signal)

  expect(await once(child, 'exit')).toEqual([0, null])
})

test('SIGBREAK, which Ctrl-Break raises on Windows, ends an emulator in order', async () => {
  // No other system has this signal, so the program raises it in itself.
  const preload = "process.on('SIGUSR2', () => process.emit('SIGBREAK', 'SIGBREAK'))"
  const { child } = await startCli([], {
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(preload)}`,
  })

  child.kill('SIGUSR2')

  expect(await once(child, 'exit')).toEqual([0, null])
})

const canConnect = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => resolve(true))
    socket.on('error', () => resolve(false))
    socket.on('connect', () => socket.destroy())
  })

test('after SIGTERM a connection that was kept is answered once more, and told to close', async () => {
  const { child, endpoint } = await startCli()
  const { port } = new URL(endpoint)
  const socket = connect(Number(port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  let received = ''
  socket.on('data', (chunk) => {
    received += chunk
  })
  const request = `GET /_mturk/health HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`
  socket.write(request)
  await once(socket, 'data')
  expect(received).toContain('keep-alive')
  received = ''

  const exited = once(child, 'exit')
  // A request that has begun is waited for; an idle connection is closed after a quarter of a second.
  socket.write(request.slice(0, 10))
  child.kill('SIGTERM')
  while (await canConnect(Number(port)));
  socket.write(request.slice(10))
  await once(socket, 'close')

  expect(received).toMatch(/^HTTP\/1.1 200 OK/)
  expect(received).toContain('Connection: close')
  expect(await exited).toEqual([0, null])
})

test('an emulator that nohup started survives SIGHUP', async () => {
  const child = spawn('nohup', [process.execPath, program, 'start', ...freePorts], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, _: '/usr/bin/nohup' },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const endpoint = await waitForEndpoint(child)

  child.kill('SIGHUP')

  expect((await fetch(`${endpoint}/_mturk/ready`)).status).toBe(200)
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('whether SIGHUP is ignored is read from the shell’s variable, or from the parent process', () => {
  const status = (mask: string) => () => `Name:\tsh\nSigIgn:\t${mask}\nSigCgt:\t0\n`

  expect(isHangupIgnored({ _: '/usr/bin/nohup' }, 1, status('0'))).toBe(true)
  expect(isHangupIgnored({}, 1, status('0000000000000001'))).toBe(true)
  expect(isHangupIgnored({}, 1, status('0000000000001000'))).toBe(false)
  expect(isHangupIgnored({}, 1, () => '')).toBe(false)
})

/** A program that stands in for npx: it runs its arguments as npx does, until it is killed. */
const npxSource = `
  const { spawn } = require('node:child_process')
  spawn(process.argv[1], { shell: true, stdio: 'inherit', env: { ...process.env,
    npm_command: 'exec', npm_lifecycle_event: 'npx' } })
`

test.each([
  ['with a shell in between', 'true; '],
  ['as its own child', 'exec '],
])('an emulator that npx started %s ends when npx is killed', async (_, before) => {
  const command = `${before}"${process.execPath}" "${program}" start ${freePorts.join(' ')}; true`
  const npx = spawn(
    process.execPath,
    ['-e', npxSource, before === 'exec ' ? command.replace('; true', '') : command],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  onTestFinished(() => void npx.kill('SIGKILL'))
  const endpoint = await waitForEndpoint(npx)
  const client = connect(Number(new URL(endpoint).port), '127.0.0.1')
  await once(client, 'connect')

  npx.kill('SIGKILL')

  // The end of the emulator closes its connections.
  client.resume()
  client.on('error', () => {})
  await once(client, 'close')
})

test('an emulator outlives the shell that started it in the background', async () => {
  const command = `"${process.execPath}" "${program}" start ${freePorts.join(' ')} & echo "shell $!"`
  const shell = spawn('sh', ['-c', command], { stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  shell.stdout.on('data', (chunk) => {
    printed += chunk
  })
  const exited = once(shell, 'exit')
  while (!/shell \d+\n/.test(printed)) await once(shell.stdout, 'data')
  const pid = Number(/shell (\d+)/.exec(printed)![1])
  onTestFinished(() => void process.kill(pid, 'SIGKILL'))
  await exited
  while (!printed.includes('Ctrl-C')) await once(shell.stdout, 'data')

  const [, endpoint] = /endpoint {2}(\S+)/.exec(printed)!
  expect((await fetch(`${endpoint}/_mturk/ready`)).status).toBe(200)
})

test('npx is the parent process, or that of the shell in between', () => {
  const read = (pid: number) =>
    ({
      10: { parentId: 9, command: '/bin/sh' },
      9: { parentId: 8, command: 'npm exec mturk-local' },
    })[pid]

  expect([findNpx(10, read), findNpx(9, read), findNpx(7, read)]).toEqual([9, 9, 7])
})

test('backup copies the data of a running emulator into a new file, which another can use', async () => {
  const folder = createTempFolder()
  const { endpoint, kill } = await startCli(['--data', join(folder, 'world.db')])
  const mturk = new MTurkClient(createClientConfig(endpoint))
  onTestFinished(() => mturk.destroy())
  const init = join(folder, 'copy.db')
  await runCli(['send-test-event', '--endpoint', endpoint])

  expect(await runCli(['backup', init, '--endpoint', endpoint])).toEqual({
    code: 0,
    out: `All data is in ${init}. To use it: mturk-local start --data ${init}\n`,
    err: '',
  })

  expect(statSync(init).mode & 0o777).toBe(0o600)
  expect((await mturk.send(new ListHITsCommand({}))).NumResults).toBe(0)
  await kill()
  const copy = await startCli(['--data', init])
  const { out } = await runCli(['deliveries', '--json', '--endpoint', copy.endpoint])
  expect(out).toContain('AssignmentSubmitted')
})

test('backup keeps a file that exists: it may be the one in use', async () => {
  const { endpoint } = await startTestEmulator()
  const file = join(createTempFolder(), 'world.db')
  writeFileSync(file, 'precious')

  expect(await runCli(['backup', file, '--endpoint', endpoint])).toEqual({
    code: 2,
    out: '',
    err: `mturk-local: The file ${file} exists already. Give another.\n`,
  })
})

test('the data file and the files beside it can be read by its user only', async () => {
  const folder = createTempFolder()
  chmodSync(folder, 0o755)
  mkdirSync(join(folder, 'data'))
  const data = join(folder, 'data', 'world.db')
  await startCli(['--data', data])

  const modes = ['', '-wal'].map((ending) => statSync(`${data}${ending}`).mode & 0o777)

  expect(modes).toEqual([0o600, 0o600])
})
