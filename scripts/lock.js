import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'

/** What no user installs, and has all the same: Vite builds it into the pages. */
const builtIn = ['preact']

/** The packages that run at a user's, as the lock file has them, by their places in its tree. */
export function shippedPackages() {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  return new Map(
    Object.entries(packages).filter(
      ([place, { dev, devOptional, peer }]) =>
        builtIn.some((name) => place === `node_modules/${name}`) ||
        (place !== '' && !dev && !devOptional && !peer),
    ),
  )
}

export const nameOf = (place) => place.slice(place.lastIndexOf('node_modules/') + 13)

/**
 * What npm says of the lock file. Its own `--omit=dev` is not used: it leaves out what developing
 * needs too (npm 11 forgets most of the AWS clients), and knows nothing of what is built in.
 */
export async function askNpm(...args) {
  const { stdout } = await promisify(execFile)('npm', [...args, '--package-lock-only'], {
    maxBuffer: 1e8,
  }).catch((error) => error)
  return JSON.parse(stdout)
}
