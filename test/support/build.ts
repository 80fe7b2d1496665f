import { execFileSync } from 'node:child_process'

/** Builds the program, which the tests of the command line run. */
export function setup(): void {
  execFileSync(process.execPath, ['scripts/build.js', '--if-stale'], { stdio: 'inherit' })
}
