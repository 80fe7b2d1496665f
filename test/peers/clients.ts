import { execFile } from 'node:child_process'
import { cp, mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { cache, installFromPyPi } from './peer.js'

const run = promisify(execFile)
const programs = resolve('test/peers/clients')

/** Installs the npm packages; returns the command of a program that uses one of them. */
export async function npmClient(name: string): Promise<readonly string[]> {
  const folder = resolve(cache, 'npm-clients')
  await mkdir(folder, { recursive: true })
  for (const file of ['package.json', `${name}.js`])
    await cp(resolve(programs, file), resolve(folder, file))
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], { cwd: folder })
  return [process.execPath, resolve(folder, `${name}.js`)]
}

/** Installs celery and kombu; returns the command of a program that uses one of them. */
export async function celeryClient(python: string, name: string): Promise<readonly string[]> {
  const folder = await installFromPyPi('celery', python, 'celery[sqs]==5.7.0', 'kombu==5.7.0')
  return [`${folder}/python`, resolve(programs, `${name}.py`)]
}

/** Builds the program that uses watermill; returns its command. */
export async function watermillClient(): Promise<readonly string[]> {
  const binary = resolve(cache, 'go-bin', 'watermill')
  await run('go', ['-C', resolve(programs, 'watermill'), 'build', '-o', binary, '.'], {
    maxBuffer: 1e8,
    env: {
      ...process.env,
      GOPATH: resolve(cache, 'go'),
      GOCACHE: resolve(cache, 'go-build'),
      GOFLAGS: '-modcacherw',
    },
  })
  return [binary]
}
