import { readFileSync, writeFileSync } from 'node:fs'
import { packageName, runNpm, shippedPackages } from './lock-file.js'

/** Lists the packages that users run, with versions, licences and hashes, in CycloneDX format. */
const file = process.argv[2] ?? 'mturk-local.cdx.json'
const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'))
const rootRef = `${name}@${version}`
const shipped = new Set(
  [...shippedPackages()].map(([place, { version }]) => `${packageName(place)}@${version}`),
)

const sbom = await runNpm('sbom', '--sbom-format', 'cyclonedx')
sbom.metadata.component = { ...sbom.metadata.component, name, 'bom-ref': rootRef }
sbom.components = sbom.components
  .filter(({ name, version }) => shipped.has(`${name}@${version}`))
  // Their properties say only that a package is for development, which is wrong for bundled ones.
  .map(({ properties, ...component }) => component)
const listed = new Set([rootRef, ...sbom.components.map((component) => component['bom-ref'])])
sbom.dependencies = sbom.dependencies
  .filter(({ ref }) => listed.has(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((each) => listed.has(each)) }))

writeFileSync(file, `${JSON.stringify(sbom, undefined, 2)}\n`)
console.log(`${file} lists ${sbom.components.length} packages.`)
