import { basename } from 'node:path'
import { realTimer } from '../core/timer.js'

/** Milliseconds between two looks at whether npx is still there. */
const pollInterval = 500

/** A process as `ps` lists it. */
interface ProcessEntry {
  readonly parentId: number
  readonly command: string
}

/**
 * Resolves when the npx that started this program is gone: killing npx leaves the program behind,
 * with its ports.
 *
 * @returns undefined for a program that npx did not start; it never ends by itself
 */
export function waitForNpxExit(environment: NodeJS.ProcessEnv): Promise<void> | undefined {
  if (environment.npm_command !== 'exec' || environment.npm_lifecycle_event !== 'npx')
    return undefined
  const npxId = findNpx(process.ppid, readProcess)
  return new Promise((resolve) => {
    const check = () => (isRunning(npxId) ? void realTimer.after(pollInterval, check) : resolve())
    check()
  })
}

/** Between npx and the program there may be the shell that npx runs it with. */
export function findNpx(parentId: number, read: (pid: number) => ProcessEntry | undefined): number {
  const parent = read(parentId)
  const isShell = parent && /^-?(ba|da|z|a|k)?sh$/.test(basename(parent.command))
  return isShell && parent.parentId > 1 ? parent.parentId : parentId
}

/** Undefined where there is no `ps`, as on Windows. */
function readProcess(pid: number): ProcessEntry | undefined {
  const { execFileSync } = process.getBuiltinModule('node:child_process')
  try {
    const line = execFileSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const [, parentId, command] = /^(\d+) +(\S.*)$/.exec(line.trim()) ?? []
    return command === undefined ? undefined : { parentId: Number(parentId), command }
  } catch {
    return undefined
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // A process of another user cannot be signalled, but runs.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
