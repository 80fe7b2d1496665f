import { execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where PostgreSQL answers; empty when there is none on this machine. */
    postgres: string
  }
}

/** Debian keeps each version's programs in a folder of its own. */
function programs(): string | undefined {
  const root = '/usr/lib/postgresql'
  const [newest] = existsSync(root) ? readdirSync(root).sort().reverse() : []
  return newest === undefined ? undefined : join(root, newest, 'bin')
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

export async function setup(project: TestProject): Promise<(() => void) | undefined> {
  const bin = programs()
  if (!bin) {
    console.log('Not run: PostgreSQL is not on this machine (Debian: apt-get install postgresql).')
    project.provide('postgres', '')
    return undefined
  }
  const folder = mkdtempSync(join(tmpdir(), 'mturk-local-postgres-'))
  // PostgreSQL refuses to run as root, and Debian's package made a user for it.
  const isRoot = process.getuid?.() === 0
  const options = isRoot ? idsOf('postgres') : {}
  if (isRoot) chownSync(folder, options.uid!, options.gid!)
  const run = (program: string, ...args: string[]) =>
    execFileSync(join(bin, program), args, { ...options, cwd: folder, stdio: 'ignore' })

  const port = await freePort()
  const data = join(folder, 'data')
  run('initdb', '-D', data, '-U', 'mturk', '--auth=trust', '--no-sync')
  run(
    'pg_ctl',
    '-D',
    data,
    '-w',
    '-l',
    join(folder, 'log'),
    '-o',
    `-p ${port} -h 127.0.0.1 -k ${folder} -c fsync=off`,
    'start',
  )
  project.provide('postgres', `postgres://mturk@127.0.0.1:${port}/postgres`)

  return () => {
    run('pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop')
    rmSync(folder, { recursive: true })
  }
}

function idsOf(user: string): { uid?: number; gid?: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, user]).toString())
  return { uid: id('-u'), gid: id('-g') }
}
