import { writeFileSync } from 'node:fs'
import { createSbom } from './create-sbom.js'
import { shippedPackages } from './lock-file.js'

/** Lists the packages that users run, with versions, licences and hashes, in CycloneDX format. */
const file = process.argv[2] ?? 'mturk-local.cdx.json'
const sbom = await createSbom([...shippedPackages().keys()])
writeFileSync(file, `${JSON.stringify(sbom, undefined, 2)}\n`)
console.log(`${file} lists ${sbom.components.length} packages.`)
