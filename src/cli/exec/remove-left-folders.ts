import { lstat, readdir, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'

/** Containers with one folder of temporary files have the same process IDs, but other names. */
const host = hostname().replace(/[^\w.]/g, '_')

/** Begins the name of a folder that belongs to this process. */
export const runFolderPrefix = `mturk-local-exec-${host}-${process.pid}-`

/** Removes the folders of this user's runs that were killed before they could do so. */
export async function removeLeftFolders(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => [])
  for (const name of names) {
    const [, owner, pid] = /^mturk-local-exec-(.+)-(\d+)-\w{6}$/.exec(name) ?? []
    if (owner !== host || isAlive(Number(pid))) continue
    const folder = join(parent, name)
    const info = await lstat(folder).catch(() => undefined)
    const isOwn = info?.isDirectory() && info.uid === (process.getuid?.() ?? info.uid)
    if (isOwn) await rm(folder, { recursive: true, force: true }).catch(() => {})
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // A process of another user is alive too.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
