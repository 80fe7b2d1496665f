import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, mkdir, readdir, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { realTimer, sleep } from '../../src/core/timer.js'

/**
 * Peers are installed inside the checkout, so that removing it removes them; the benchmark names a
 * folder that all checkouts share.
 */
export const cache = resolve(process.env.PEERS_CACHE ?? '.cache/peers')

const run = promisify(execFile)

/** A peer as a process that can be stopped and started again. */
export interface Peer {
  /** Process ID while it runs. */
  pid(): number | undefined
  start(): Promise<void>
  stop(): Promise<void>
}

export interface PeerProgram {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  /** Whether it responds. */
  readonly answers: () => Promise<boolean>
}

/** Runs a program in its own process group, so that all its processes end with it. */
export function peer({ name, command, args, environment, answers }: PeerProgram): Peer {
  let child: ChildProcess | undefined
  let output = ''

  return {
    pid: () => child?.pid,

    async start() {
      output = ''
      // Python imports modules from its working folder, so the folder is empty.
      const cwd = resolve(cache, 'run')
      await mkdir(cwd, { recursive: true })
      child = spawn(command, args, {
        cwd,
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { PATH: process.env.PATH, HOME: cwd, ...environment },
      })
      for (const stream of [child.stdout!, child.stderr!])
        stream.on('data', (chunk) => {
          output = (output + chunk).slice(-5000)
        })
      for (let attempt = 0; attempt < 3000; attempt++) {
        if (await answers().catch(() => false)) return
        if (child.exitCode !== null) break
        await sleep(realTimer, 20)
      }
      throw new Error(`${name} does not answer. It said:\n${output}`)
    },

    async stop() {
      if (!child?.pid || child.exitCode !== null) return
      const ended = once(child, 'exit')
      process.kill(-child.pid, 'SIGTERM')
      const cancel = realTimer.after(5000, () => process.kill(-child!.pid!, 'SIGKILL'))
      await ended
      cancel()
      child = undefined
    },
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** Finds a Python that is new enough, by its name or among pyenv's. */
export async function findPython(minimumMinor: number): Promise<string | undefined> {
  const pyenv = resolve(process.env.PYENV_ROOT ?? resolve(homedir(), '.pyenv'), 'versions')
  const installed = await readdir(pyenv).catch(() => [])
  const candidates = [
    'python3',
    ...Array.from({ length: 8 }, (_, index) => `python3.${minimumMinor + index}`),
    ...installed.map((version) => resolve(pyenv, version, 'bin/python3')),
  ]
  for (const candidate of candidates) {
    const { stdout } = await run(candidate, ['--version']).catch(() => ({ stdout: '' }))
    if (Number(/^Python 3\.(\d+)/.exec(stdout)?.[1]) >= minimumMinor) return candidate
  }
  return undefined
}

/** Creates a Python environment with the requirements; returns the folder of its programs. */
export async function installFromPyPi(
  name: string,
  python: string,
  ...requirements: readonly string[]
): Promise<string> {
  const environmentFolder = resolve(cache, name)
  if (!(await exists(resolve(environmentFolder, 'installed')))) {
    await mkdir(cache, { recursive: true })
    await run(python, ['-m', 'venv', '--clear', environmentFolder])
    await run(resolve(environmentFolder, 'bin/pip'), ['install', '-q', ...requirements], {
      maxBuffer: 1e8,
      env: { ...process.env, PIP_CACHE_DIR: resolve(cache, 'pip') },
    })
    await mkdir(resolve(environmentFolder, 'installed'))
  }
  return resolve(environmentFolder, 'bin')
}

/** Downloads a Java library, as group:artifact:version, and its dependencies; returns the class path. */
export async function installFromMaven(name: string, library: string): Promise<string> {
  const folder = resolve(cache, name)
  const jars = resolve(folder, 'jars')
  if (!(await exists(resolve(folder, 'installed')))) {
    const [group, artifact, version] = library.split(':')
    await mkdir(folder, { recursive: true })
    await writeFile(
      resolve(folder, 'pom.xml'),
      `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>mturk-local</groupId><artifactId>peers</artifactId><version>1</version>
  <packaging>pom</packaging>
  <dependencies><dependency>
    <groupId>${group}</groupId><artifactId>${artifact}</artifactId>
    <version>${version}</version>
  </dependency></dependencies>
</project>
`,
    )
    await run(
      'mvn',
      [
        '--batch-mode',
        '--quiet',
        `-Dmaven.repo.local=${resolve(folder, 'repository')}`,
        `-DoutputDirectory=${jars}`,
        'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies',
      ],
      { cwd: folder, maxBuffer: 1e8 },
    )
    await mkdir(resolve(folder, 'installed'))
  }
  return `${jars}/*`
}

/** Builds a version of a Go program, with the further modules given; returns its path. */
export async function buildFromGo(
  program: string,
  module: string,
  further: readonly string[] = [],
): Promise<string> {
  const binary = resolve(cache, 'go-bin', program)
  if (await exists(binary)) return binary
  const folder = resolve(cache, `go-${program}`)
  await mkdir(folder, { recursive: true })
  const options = {
    cwd: folder,
    maxBuffer: 1e8,
    env: {
      ...process.env,
      GOPATH: resolve(cache, 'go'),
      GOCACHE: resolve(cache, 'go-build'),
      GOFLAGS: '-modcacherw',
    },
  }
  if (!(await exists(resolve(folder, 'go.mod'))))
    await run('go', ['mod', 'init', 'mturk-local/peers'], options)
  await run('go', ['get', ...further, module], options)
  await run('go', ['build', '-o', binary, module.replace(/@.*/, '')], options)
  return binary
}

/** Whether a program is installed. */
export const has = (program: string): Promise<boolean> =>
  run('sh', ['-c', `command -v ${program}`]).then(
    () => true,
    () => false,
  )
