import { execFile } from 'node:child_process'
import { cp, mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { promisify } from 'node:util'

/** Downloads and builds stay inside the checkout, so that removing it removes them. */
const cache = resolve('.cache/sdks')

const run = promisify(execFile)
const build = (program: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}) =>
  run(program, args, { maxBuffer: 1e8, env: { ...process.env, ...environment } })

/** A compiler for one of the SDK's languages. */
interface Toolchain {
  readonly program: string
  readonly version: RegExp
  /** The oldest version that the SDK or this project supports. */
  readonly since: readonly [major: number, minor: number]
}

const toolchains = {
  go: { program: 'go', version: /go version go(\d+)\.(\d+)/, since: [1, 24] },
  java: { program: 'mvn', version: /Java version: (\d+)\.(\d+)/, since: [17, 0] },
  rust: { program: 'cargo', version: /cargo (\d+)\.(\d+)/, since: [1, 95] },
} as const satisfies Record<string, Toolchain>

/** Whether this machine can build programs of a language; prints a message when it cannot. */
export async function canBuild(language: keyof typeof toolchains): Promise<boolean> {
  const { program, version, since } = toolchains[language]
  const { stdout } = await run(program, [program === 'go' ? 'version' : '--version']).catch(() => ({
    stdout: '',
  }))
  const [, major = 0, minor = 0] = (version.exec(stdout) ?? []).map(Number)
  const isInstalled = major > since[0] || (major === since[0] && minor >= since[1])
  if (!isInstalled)
    console.log(
      `Skipped: the ${language} programs need ${program} ${since.join('.')} or newer, which is not installed.`,
    )
  return isInstalled
}

/** Builds the programs in `test/sdk/go`; returns the command of one of them. */
export async function goProgram(name: string): Promise<readonly string[]> {
  const outputFolder = resolve(cache, 'go/bin')
  await build('go', ['-C', 'test/sdk/go', 'build', '-o', `${outputFolder}/`, './...'], {
    GOPATH: resolve(cache, 'go'),
    GOCACHE: resolve(cache, 'go/build'),
    GOFLAGS: '-modcacherw',
    GOTOOLCHAIN: 'local',
  })
  return [resolve(outputFolder, name)]
}

/** Builds the programs in `test/sdk/rust`; returns the command of one of them. */
export async function rustProgram(name: string): Promise<readonly string[]> {
  const outputFolder = resolve(cache, 'rust')
  await build('cargo', [
    ...['build', '--quiet', '--manifest-path', 'test/sdk/rust/Cargo.toml'],
    ...['--target-dir', outputFolder],
  ])
  return [resolve(outputFolder, 'debug', name)]
}

/** Copies the programs in `test/sdk/javascript` and installs their dependencies beside the copy. */
export async function javascriptProgram(name: string): Promise<readonly string[]> {
  const outputFolder = resolve(cache, 'javascript')
  await cp('test/sdk/javascript', outputFolder, { recursive: true })
  await build('npm', [
    'install',
    '--prefix',
    outputFolder,
    '--no-audit',
    '--no-fund',
    '--no-package-lock',
  ])
  return [process.execPath, resolve(outputFolder, `${name}.js`)]
}

/** Builds the classes in `test/sdk/java`; returns the command of one of them. */
export async function javaProgram(mainClass: string): Promise<readonly string[]> {
  const outputFolder = resolve(cache, 'java')
  await mkdir(outputFolder, { recursive: true })
  await build('mvn', [
    ...['--quiet', '--batch-mode', '--file', 'test/sdk/java/pom.xml'],
    ...[`-Dmaven.repo.local=${resolve(cache, 'maven')}`, `-Dbuilt=${outputFolder}`],
    ...['compile', 'dependency:copy-dependencies'],
    `-DoutputDirectory=${resolve(outputFolder, 'libraries')}`,
  ])
  return [
    'java',
    '-cp',
    `${resolve(outputFolder, 'classes')}:${resolve(outputFolder, 'libraries')}/*`,
    mainClass,
  ]
}
