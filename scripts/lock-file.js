import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'

/** What no user installs, and has all the same: it is built into the program, or into the pages. */
const bundledPackages = ['express', 'preact', 'dompurify']

/** The packages that run at a user's, as the lock file has them, by their places in its tree. */
export function shippedPackages() {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  const shipped = new Map()
  for (const name of [...Object.keys(packages[''].dependencies), ...bundledPackages])
    addPackage('', name)
  return shipped

  /** Node looks for a package beside the one that asks for it, then further and further up. */
  function addPackage(requiredBy, name) {
    const path = `${requiredBy}${requiredBy && '/'}node_modules/${name}`
    if (!packages[path]) return requiredBy && addPackage(parentPath(requiredBy), name)
    if (shipped.has(path)) return
    shipped.set(path, packages[path])
    const { dependencies, optionalDependencies } = packages[path]
    for (const each of Object.keys({ ...dependencies, ...optionalDependencies }))
      addPackage(path, each)
  }
}

const parentPath = (place) => place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/')))

export const packageName = (place) => place.slice(place.lastIndexOf('node_modules/') + 13)

/**
 * What npm says of the lock file. Its own `--omit=dev` is not used: it leaves out what developing
 * needs too (npm 11 forgets most of the AWS clients), and knows nothing of what is built in.
 */
export async function runNpm(...args) {
  const { stdout } = await promisify(execFile)('npm', [...args, '--package-lock-only'], {
    maxBuffer: 1e8,
  }).catch((error) => error)
  return JSON.parse(stdout)
}
