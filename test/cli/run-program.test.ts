import { execFileSync, type spawn } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { execCommand } from '../../src/cli/commands/exec.js'
import { isWindowsProgram } from '../../src/cli/find-windows-program.js'
import { runProgram } from '../../src/cli/run-program.js'
import { splitProgram } from '../../src/cli/split-program.js'
import { createTempFolder } from '../support/setup.js'

async function run(program: readonly string[], host?: Parameters<typeof runProgram>[3]) {
  let err = ''
  const code = await runProgram(
    program,
    process.env,
    {
      err: (text) => {
        err += text
      },
    },
    host,
  )
  return { code, err }
}

test.each([
  ['after two dashes', ['--', 'npm', 'test'], [[], ['npm', 'test']]],
  ['without the two dashes that PowerShell removes', ['npm', 'test'], [[], ['npm', 'test']]],
  [
    'with two dashes of its own',
    ['npm', 'run', 'x', '--', '-y'],
    [[], ['npm', 'run', 'x', '--', '-y']],
  ],
  [
    'after a flag with a value',
    ['--seed', 'x', 'npm', '-v'],
    [
      ['--seed', 'x'],
      ['npm', '-v'],
    ],
  ],
  ['after a flag and its value in one', ['--seed=x', 'npm'], [['--seed=x'], ['npm']]],
  ['after a switch', ['--allow-aws', 'npm', '--seed'], [['--allow-aws'], ['npm', '--seed']]],
  ['asking for help', ['python', '--help'], [[], ['python', '--help']]],
])('the program begins %s', (_, args, expected) => {
  expect(splitProgram(args, execCommand.flags)).toEqual(expected)
})

test('a program that does not exist is reported with 127', async () => {
  expect(await run(['no-such-program'])).toEqual({
    code: 127,
    err: 'mturk-local: There is no program no-such-program.\n',
  })
})

test('a file that is not executable is reported with 126', async () => {
  expect(await run(['./README.md'])).toEqual({
    code: 126,
    err: 'mturk-local: ./README.md cannot be run: it is not an executable file.\n',
  })
})

test('a script without its interpreter is told apart from one that does not exist', async () => {
  const script = join(createTempFolder(), 'script.py')
  writeFileSync(script, '#!/usr/bin/no-such-python\n')
  chmodSync(script, 0o755)

  expect(await run([script])).toEqual({
    code: 126,
    err: `mturk-local: ${script} cannot be run: the interpreter that its first line names does not exist.\n`,
  })
})

test.each(['EINVAL', 'UNKNOWN'])(
  '%s of Windows, which spawn throws, is reported with 126',
  async (code) => {
    const spawnThrowing = () => {
      throw Object.assign(new Error(`spawn ${code}`), { code })
    }

    expect(
      await run(['script.py'], {
        platform: 'win32',
        spawn: spawnThrowing,
        exists: () => true,
        isTerminal: false,
      }),
    ).toEqual({
      code: 126,
      err: 'mturk-local: script.py cannot be run: it is not a program for this system.\n',
    })
  },
)

test.each([
  ['win32', 'SIGINT', 0],
  ['win32', 'SIGBREAK', 0],
  ['linux', 'SIGINT', 1],
] as const)(
  'on %s %s is passed on %i times to a program without a terminal, whose exit code counts',
  async (platform, signal, times) => {
    const kills: NodeJS.Signals[] = []
    const child = Object.assign(new EventEmitter(), {
      kill: (signal: NodeJS.Signals) => void kills.push(signal),
    })
    const spawnStub = (() => child) as unknown as typeof spawn
    const running = run(['python'], {
      platform,
      spawn: spawnStub,
      exists: () => true,
      isTerminal: false,
    })

    // Without a listener, Windows would end this process too.
    const isHandled = process.emit(signal, signal)
    child.emit('exit', 7, null)

    expect([isHandled, (await running).code, kills.length]).toEqual([true, 7, times])
  },
)

test('on Windows, a program that is found nowhere is not given to cmd.exe', async () => {
  const spawnNothing = () => {
    throw new Error('must not be called')
  }

  expect(
    await run(['no-such-program'], {
      platform: 'win32',
      spawn: spawnNothing,
      exists: () => false,
      isTerminal: false,
    }),
  ).toEqual({ code: 127, err: 'mturk-local: There is no program no-such-program.\n' })
})

test('Windows finds programs along PATH and PATHEXT, in the current folder, and by their path', () => {
  const present = ['C:\\Program Files\\nodejs\\npm.CMD', 'local.EXE', 'bin\\tool.bat', 'script.py']
  const environment = { Path: 'C:\\Windows;"C:\\Program Files\\nodejs"', PATHEXT: '.EXE;.CMD' }
  const finds = (command: string) =>
    isWindowsProgram(command, environment, (file) => present.includes(file))

  expect(['npm', 'local', 'local.EXE', 'bin/tool.bat', './script.py'].map(finds)).toEqual([
    ...[true, true, true, true, true],
  ])
  expect(['yarn', 'bin/tool', 'C:\\npm'].map(finds)).toEqual([false, false, false])
})

test('on Windows, a .cmd file is found along PATH and PATHEXT and started by cmd.exe with quoting', () => {
  const folder = createTempFolder()
  writeFileSync(join(folder, 'npm.cmd'), '')
  const program = `
    Object.defineProperty(process, 'platform', { value: 'win32' })
    require('node:child_process').spawn = (command, args) => {
      console.log(JSON.stringify([command, args]))
      return new (require('node:events'))()
    }
    require('cross-spawn').spawn('npm', ['test', 'a b&"c'], { env: process.env })
  `

  const out = execFileSync(process.execPath, ['--eval', program], {
    env: { PATH: folder, PATHEXT: '.EXE;.CMD', comspec: 'cmd.exe' },
    encoding: 'utf8',
  })

  expect(JSON.parse(out)).toEqual(['cmd.exe', ['/d', '/s', '/c', '"npm ^"test^" ^"a^ b^&\\^"c^""']])
})
