import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'

/** What no user installs, and has all the same: it is built into the program, or into the pages. */
const builtIn = ['express', 'preact', 'dompurify']

/** The packages that run at a user's, as the lock file has them, by their places in its tree. */
export function shippedPackages() {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  const shipped = new Map()
  for (const name of [...Object.keys(packages[''].dependencies), ...builtIn]) ship('', name)
  return shipped

  /** Node looks for a package beside the one that asks for it, then further and further up. */
  function ship(asking, name) {
    const place = `${asking}${asking && '/'}node_modules/${name}`
    if (!packages[place]) return asking && ship(outside(asking), name)
    if (shipped.has(place)) return
    shipped.set(place, packages[place])
    const { dependencies, optionalDependencies } = packages[place]
    for (const each of Object.keys({ ...dependencies, ...optionalDependencies })) ship(place, each)
  }
}

const outside = (place) => place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/')))

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
