import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const isWindows = process.platform === 'win32'
const system = isWindows ? 'win' : process.platform
const name = `node-${system}-${process.arch}`

/**
 * Installs a release of Node unless it is there; npm has each as a package for this system.
 *
 * @returns the path of its program
 */
export function installNode(release, cache = '.cache') {
  const folder = join(cache, 'nodes', release)
  const program = join(folder, 'node_modules', name, 'bin', isWindows ? 'node.exe' : 'node')
  if (existsSync(program)) return program
  const flags = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--silent']
  const { status } = spawnSync(
    'npm',
    ['install', '--prefix', folder, ...flags, `${name}@${release}`],
    { stdio: 'inherit', shell: isWindows },
  )
  if (status !== 0) throw new Error(`npm cannot install ${name}@${release}.`)
  return program
}
