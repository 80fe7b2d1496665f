import { readFileSync } from 'node:fs'
import { basename } from 'node:path'

/** SIGHUP is the first signal, so the lowest bit of Linux's masks. */
const hangupBit = 1n

/**
 * Whether the program was started with SIGHUP ignored, as `nohup` does. Node resets that before any
 * script runs, so it is read from what is left of it: the variable in which a shell names the command
 * that it started, and on Linux what the parent process ignores.
 */
export function isHangupIgnored(
  environment: NodeJS.ProcessEnv,
  parentId: number = process.ppid,
  readStatus: (pid: number) => string = readProcessStatus,
): boolean {
  if (basename(environment._ ?? '') === 'nohup') return true
  const [, mask] = /^SigIgn:\s*([0-9a-f]+)$/m.exec(readStatus(parentId)) ?? []
  return mask !== undefined && (BigInt(`0x${mask}`) & hangupBit) !== 0n
}

/** Empty where there is no /proc. */
function readProcessStatus(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8')
  } catch {
    return ''
  }
}
