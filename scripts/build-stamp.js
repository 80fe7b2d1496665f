import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Everything that a build is made from. */
const inputs = ['package.json', 'package-lock.json', 'scripts', 'src']
const stampFile = '.stamp'
const lock = '.cache/build.lock'

/** Whether `dist` was built from the sources as they are. */
export const isUpToDate = () => readIfPresent(join('dist', stampFile)) === fingerprint()

/** Takes the fingerprint now; the function that it returns writes it into a finished build. */
export function prepareStamp() {
  const stamp = fingerprint()
  return (folder) => writeFileSync(join(folder, stampFile), stamp)
}

/** Changes when a file is changed, added or removed. */
function fingerprint() {
  const hash = createHash('sha256')
  for (const path of inputs.flatMap(filesIn).sort()) {
    const { mtimeMs, size } = statSync(path)
    hash.update(`${path} ${mtimeMs} ${size}\n`)
  }
  return hash.digest('hex')
}

const filesIn = (path) =>
  statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [path]

/** Runs one build at a time, whichever process wants it. */
export async function withBuildLock(run) {
  mkdirSync('.cache', { recursive: true })
  while (!acquire()) await sleep(100)
  try {
    await run()
  } finally {
    rmSync(lock, { force: true })
  }
}

function acquire() {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  // A build that was killed left its lock behind.
  const owner = Number(readIfPresent(lock))
  if (owner > 0 && !isRunning(owner)) rmSync(lock, { force: true })
  return false
}

function isRunning(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function readIfPresent(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}
