import { execFileSync } from 'node:child_process'

/** The tests of the command line run what users run: the built program. */
export function setup(): void {
  execFileSync(process.execPath, ['scripts/build.js', '--if-stale'], { stdio: 'inherit' })
}
