import { readFileSync } from 'node:fs'
import { packageName, readLockedPackages, runNpm } from './lock-file.js'

/** Describes packages, given by their paths in the lock file, in CycloneDX format. */
export async function createSbom(paths) {
  const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'))
  const rootRef = `${name}@${version}`
  const locked = readLockedPackages()
  const included = new Set(paths.map((path) => `${packageName(path)}@${locked[path].version}`))

  const sbom = await runNpm('sbom', '--sbom-format', 'cyclonedx')
  const components = sbom.components
    .filter(({ name, version }) => included.has(`${name}@${version}`))
    // Their properties say only that a package is for development, which is wrong for bundled ones.
    .map(({ properties, ...component }) => component)
  const listed = new Set([rootRef, ...components.map((component) => component['bom-ref'])])
  return {
    ...sbom,
    metadata: {
      ...sbom.metadata,
      component: { ...sbom.metadata.component, name, 'bom-ref': rootRef },
    },
    components,
    dependencies: sbom.dependencies
      .filter(({ ref }) => listed.has(ref))
      .map(({ ref, dependsOn }) => ({
        ref,
        dependsOn: dependsOn.filter((each) => listed.has(each)),
      })),
  }
}
