import { readFileSync } from 'node:fs'
import { runNpm, shippedPackages } from './lock-file.js'

/** Compares npm's advisories about the packages that users run with our written assessments. */
const file = process.argv[2] ?? 'docs/advisories.md'
const assessments = new Map(
  [...readFileSync(file, 'utf8').matchAll(/^\| (GHSA-\S+) \|.*\| (\S.*?) \|$/gm)].map(
    ([, id, assessment]) => [id, assessment],
  ),
)

const shipped = shippedPackages()
const { vulnerabilities, message } = await runNpm('audit', '--json', '--fetch-retries=0')
if (!vulnerabilities) console.log(`Not audited: ${message}`)
else printReport(collectAdvisories(vulnerabilities))

/** Advisories by ID. A package that is affected only through another names that one. */
function collectAdvisories(vulnerabilities) {
  return new Map(
    Object.values(vulnerabilities)
      .filter(({ nodes }) => nodes.some((place) => shipped.has(place)))
      .flatMap(({ via }) => via)
      .filter((cause) => typeof cause === 'object')
      .map((advisory) => [advisory.url.split('/').at(-1), advisory]),
  )
}

function printReport(advisories) {
  for (const [id, { name, range, severity, title, url }] of advisories)
    console.log(
      `${id} (${severity}) ${name} ${range}: ${title} ${url}\n  ${assessments.get(id) ?? `has no assessment in ${file}.`}`,
    )
  for (const id of assessments.keys())
    if (!advisories.has(id)) console.log(`${id} is no longer reported: remove its assessment.`)

  const unassessed = [...advisories.keys()].filter((id) => !assessments.has(id))
  console.log(
    `${shipped.size} packages, ${advisories.size} advisories, ${unassessed.length} without an assessment.`,
  )
  if (unassessed.length > 0) process.exitCode = 1
}
