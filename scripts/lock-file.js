import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { npmCommand } from './npm.js'

/** Built into the pages: users get these without installing them. */
export const bundledPackages = ['preact', 'dompurify', 'marked']

/** The packages that users run, as in the lock file, by their paths in its tree. */
export function shippedPackages() {
  const packages = readLockedPackages()
  const shipped = new Map()
  for (const name of [...Object.keys(packages[''].dependencies), ...bundledPackages])
    addPackage('', name)
  return shipped

  /** Node looks for a package beside the one that requires it, then in each folder above. */
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

/** The entries of the lock file, by their paths in its tree. */
export const readLockedPackages = () =>
  JSON.parse(readFileSync('package-lock.json', 'utf8')).packages

/** The packages to which source files belong, by their paths in the tree of the lock file. */
export const packagesInBundle = (files) => [
  ...new Set(files.flatMap((file) => packagePattern.exec(file)?.[1] ?? [])),
]

const packagePattern = /(?:^|\/)(node_modules\/(?:.*node_modules\/)?(?:@[^/]+\/)?[^/]+)/

const parentPath = (place) => place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/')))

export const packageName = (place) => place.slice(place.lastIndexOf('node_modules/') + 13)

/**
 * Runs npm on the lock file and returns its JSON. Its own `--omit=dev` is not used: npm 11 leaves out
 * packages that development needs too (most of the AWS clients), and cannot see the bundled ones.
 */
export async function runNpm(...args) {
  const [program, ...first] = npmCommand
  const { stdout } = await promisify(execFile)(
    program,
    [...first, ...args, '--package-lock-only'],
    // Vite sets NODE_ENV to production in this process, and npm would omit what development needs.
    { maxBuffer: 1e8, env: { ...process.env, NODE_ENV: '' } },
  ).catch((error) => error)
  return JSON.parse(stdout)
}
