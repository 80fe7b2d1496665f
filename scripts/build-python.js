import { execFile } from 'node:child_process'
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { isUpToDate, withBuildLock } from './build-stamp.js'
import { collectLicences } from './collect-licences.js'
import { createSbom } from './create-sbom.js'
import { bundledPackages, packagesInBundle } from './lock-file.js'
import { bundleForPython } from './python-bundle.js'

/** Builds the Python package: one wheel for all systems, with the emulator and all its packages. */
const project = 'python'
const emulator = `${project}/src/mturk_local/_node`
const run = promisify(execFile)

await withBuildLock(async () => {
  if (!isUpToDate()) {
    const { buildDist } = await import('./build-dist.js')
    await buildDist()
  }
  for (const folder of [emulator, `${project}/licenses`, `${project}/sbom`]) {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
  }
  const files = await bundleForPython(`${emulator}/dist`)
  const pagePackages = bundledPackages.map((name) => `node_modules/${name}`)
  const packages = [...new Set([...packagesInBundle(files), ...pagePackages])].sort()
  cpSync('dist/sites', `${emulator}/dist/sites`, { recursive: true })
  for (const pages of ['docs', 'README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'])
    cpSync(pages, `${emulator}/${pages}`, { recursive: true })
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
  writeFileSync(
    `${emulator}/package.json`,
    `${JSON.stringify({ name: 'mturk-local', version, type: 'module', private: true })}\n`,
  )
  copyFileSync('LICENSE', `${project}/licenses/LICENSE`)
  writeFileSync(`${project}/licenses/THIRD-PARTY.txt`, collectLicences(packages))
  const sbom = await createSbom(packages)
  writeFileSync(`${project}/sbom/mturk-local.cdx.json`, `${JSON.stringify(sbom, undefined, 2)}\n`)
  console.log(`${packages.length} packages are in the bundle.`)
  await buildWheel()
})

/** pip installs the build backend by itself, in an environment of its own. */
async function buildWheel() {
  const environment = resolve('.cache/python-build')
  await run(process.env.PYTHON ?? 'python3', ['-m', 'venv', environment])
  rmSync(`${project}/dist`, { recursive: true, force: true })
  const programs = process.platform === 'win32' ? 'Scripts' : 'bin'
  const { stdout } = await run(
    resolve(environment, programs, 'python'),
    ['-m', 'pip', 'wheel', '--no-deps', '--wheel-dir', `${project}/dist`, `./${project}`],
    { maxBuffer: 1e8 },
  )
  console.log(stdout.trim().split('\n').at(-1))
}
