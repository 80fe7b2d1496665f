import { execFile } from 'node:child_process'
import { cp, mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { promisify } from 'node:util'

/** What is fetched and built lies in here, so that the checkout is all there is to remove. */
const cache = resolve('.cache/sdks')

const run = promisify(execFile)
const build = (program: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}) =>
  run(program, args, { maxBuffer: 1e8, env: { ...process.env, ...environment } })

/** A compiler of a language that has a client of Amazon's. */
interface Toolchain {
  readonly program: string
  readonly version: RegExp
  /** The least that the client's makers, or this project, count on. */
  readonly since: readonly [major: number, minor: number]
}

const toolchains = {
  go: { program: 'go', version: /go version go(\d+)\.(\d+)/, since: [1, 24] },
  java: { program: 'mvn', version: /Java version: (\d+)\.(\d+)/, since: [17, 0] },
  rust: { program: 'cargo', version: /cargo (\d+)\.(\d+)/, since: [1, 95] },
} as const satisfies Record<string, Toolchain>

/** Whether programs of a language can be built on this machine; says so in a line when not. */
export async function canBuild(language: keyof typeof toolchains): Promise<boolean> {
  const { program, version, since } = toolchains[language]
  const { stdout } = await run(program, [program === 'go' ? 'version' : '--version']).catch(() => ({
    stdout: '',
  }))
  const [, major = 0, minor = 0] = (version.exec(stdout) ?? []).map(Number)
  const isInstalled = major > since[0] || (major === since[0] && minor >= since[1])
  if (!isInstalled)
    console.log(
      `Not run: the ${language} programs need ${program} with ${since.join('.')} or newer, which is not on this machine.`,
    )
  return isInstalled
}

/** Builds the programs in `test/sdk/go`; what to run for one of them is given back. */
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

/** Builds the binaries of `test/sdk/rust`, and names one to run. */
export async function rustProgram(name: string): Promise<readonly string[]> {
  const outputFolder = resolve(cache, 'rust')
  await build('cargo', [
    ...['build', '--quiet', '--manifest-path', 'test/sdk/rust/Cargo.toml'],
    ...['--target-dir', outputFolder],
  ])
  return [resolve(outputFolder, 'debug', name)]
}

/** Installs what the programs in `test/sdk/javascript` need beside a copy of them. */
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

/** Builds what is in `test/sdk/java`, and names a class to run. */
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
