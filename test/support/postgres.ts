import { execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { freePort } from './free-port.js'

/** A PostgreSQL server of the tests. */
export interface PostgresServer {
  /** URL of the default database; tests create others beside it. */
  readonly url: string
  /** Process ID of the server, whose child processes serve the connections. */
  pid(): number
  /** Stops it like a machine failure: without waiting for clients or writing anything. */
  crash(): void
  start(): void
  /** Stops it and deletes its data. */
  remove(): void
}

/** Returns `undefined` where PostgreSQL is not installed. */
export async function startPostgres(): Promise<PostgresServer | undefined> {
  const binFolder = findBinFolder()
  if (!binFolder) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'mturk-local-postgres-'))
  // PostgreSQL refuses to run as root; Debian's package created a user for it.
  const isRoot = process.getuid?.() === 0
  const options = isRoot ? userIds('postgres') : {}
  if (isRoot) chownSync(folder, options.uid!, options.gid!)
  const run = (program: string, ...args: string[]) =>
    execFileSync(join(binFolder, program), args, { ...options, cwd: folder, stdio: 'ignore' })

  const port = await freePort()
  const data = join(folder, 'data')
  const log = join(folder, 'log')
  const serverOptions = `-p ${port} -h 127.0.0.1 -k ${folder} -c fsync=off -c max_connections=200`
  const start = () => void run('pg_ctl', '-D', data, '-w', '-l', log, '-o', serverOptions, 'start')
  const crash = () => void run('pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop')
  run('initdb', '-D', data, '-U', 'mturk', '--auth=trust', '--no-sync')
  start()

  return {
    url: `postgres://mturk@127.0.0.1:${port}/postgres`,
    pid: () => Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]),
    start,
    crash,
    remove() {
      crash()
      rmSync(folder, { recursive: true })
    },
  }
}

let count = 0

/** Creates an empty database on a server; returns its URL. */
export async function newDatabase(server: string): Promise<string> {
  const name = `world_${process.pid}_${count++}`
  const client = new pg.Client(server)
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  return server.replace(/\/postgres$/, `/${name}`)
}

/** Debian installs each version's programs in a folder of its own. */
function findBinFolder(): string | undefined {
  const root = '/usr/lib/postgresql'
  const [newest] = existsSync(root) ? readdirSync(root).sort().reverse() : []
  return newest === undefined ? undefined : join(root, newest, 'bin')
}

function userIds(user: string): { uid?: number; gid?: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, user]).toString())
  return { uid: id('-u'), gid: id('-g') }
}
