import { readFileSync } from 'node:fs'
import { askNpm, shippedPackages } from './lock.js'

/** Holds what npm knows against the packages that run at a user's beside our written answers. */
const file = process.argv[2] ?? 'docs/advisories.md'
const answers = new Map(
  [...readFileSync(file, 'utf8').matchAll(/^\| (GHSA-\S+) \|.*\| (\S.*?) \|$/gm)].map(
    ([, id, answer]) => [id, answer],
  ),
)

const shipped = shippedPackages()
const { vulnerabilities, message } = await askNpm('audit', '--json', '--fetch-retries=0')
if (!vulnerabilities) console.log(`Not audited: ${message}`)
else report(advisoriesIn(vulnerabilities))

/** Advisories by their IDs. What is affected only by way of another package names that package. */
function advisoriesIn(vulnerabilities) {
  return new Map(
    Object.values(vulnerabilities)
      .filter(({ nodes }) => nodes.some((place) => shipped.has(place)))
      .flatMap(({ via }) => via)
      .filter((cause) => typeof cause === 'object')
      .map((advisory) => [advisory.url.split('/').at(-1), advisory]),
  )
}

function report(advisories) {
  for (const [id, { name, range, severity, title, url }] of advisories)
    console.log(
      `${id} (${severity}) ${name} ${range}: ${title} ${url}\n  ${answers.get(id) ?? `has no answer in ${file}.`}`,
    )
  for (const id of answers.keys())
    if (!advisories.has(id)) console.log(`${id} is found no more: its answer can go.`)

  const unanswered = [...advisories.keys()].filter((id) => !answers.has(id))
  console.log(
    `${shipped.size} packages, ${advisories.size} advisories, ${unanswered.length} without an answer.`,
  )
  if (unanswered.length > 0) process.exitCode = 1
}
