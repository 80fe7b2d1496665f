import { readFileSync, writeFileSync } from 'node:fs'
import { askNpm, nameOf, shippedPackages } from './lock.js'

/** Lists what runs at a user's, with versions, licences and hashes, in CycloneDX's form. */
const file = process.argv[2] ?? 'mturk-local.cdx.json'
const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'))
const itself = `${name}@${version}`
const shipped = new Set(
  [...shippedPackages()].map(([place, { version }]) => `${nameOf(place)}@${version}`),
)

const whole = await askNpm('sbom', '--sbom-format', 'cyclonedx')
whole.metadata.component = { ...whole.metadata.component, name, 'bom-ref': itself }
whole.components = whole.components
  .filter(({ name, version }) => shipped.has(`${name}@${version}`))
  // Where a package comes from is the lock file's affair; here it only says "for developing".
  .map(({ properties, ...component }) => component)
const listed = new Set([itself, ...whole.components.map((component) => component['bom-ref'])])
whole.dependencies = whole.dependencies
  .filter(({ ref }) => listed.has(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((each) => listed.has(each)) }))

writeFileSync(file, `${JSON.stringify(whole, undefined, 2)}\n`)
console.log(`${file} lists ${whole.components.length} packages.`)
