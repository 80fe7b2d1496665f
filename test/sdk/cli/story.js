import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { runStory } from '../javascript/story.js'

const run = promisify(execFile)
const [program] = process.argv.slice(2)

/** The CLI's spelling of an operation or member: HITTypeId is hit-type-id, ListHITs is list-hits. */
const toKebabCase = (name) =>
  name
    .replace('HITs', 'Hits')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .toLowerCase()

/** The CLI renames SNS's Endpoint, since --endpoint is taken. */
const flagName = (name) =>
  name === 'Endpoint' ? '--notification-endpoint' : `--${toKebabCase(name)}`

function toFlags([name, value]) {
  if (value === false) return [flagName(name).replace('--', '--no-')]
  if (value === true) return [flagName(name)]
  if (value instanceof Date) return [flagName(name), value.toISOString()]
  return [flagName(name), typeof value === 'object' ? JSON.stringify(value) : String(value)]
}

const callWith =
  (service) =>
  async (operation, input, extraFlags = []) => {
    const { stdout } = await run(program, [
      // Debian's version 2 is too old to read AWS_ENDPOINT_URL.
      ...['--endpoint-url', process.env.AWS_ENDPOINT_URL, '--output', 'json'],
      ...[
        service,
        toKebabCase(operation),
        ...Object.entries(input).flatMap(toFlags),
        ...extraFlags,
      ],
    ])
    return stdout ? JSON.parse(stdout) : {}
  }

const mturk = callWith('mturk')
const { stdout } = await run(program, ['--version'])

await runStory({
  name: /^\S+/.exec(stdout)[0].replace('/', ' '),
  mturk,
  sqs: callWith('sqs'),
  sns: callWith('sns'),

  listAll: async (operation, { MaxResults, ...input }, key) =>
    (await mturk(operation, input, ['--page-size', `${MaxResults}`]))[key],

  describeError({ stderr, message }) {
    const [, type, text] = /error occurred \((\w+)\)[^:]*: ([\s\S]*)/.exec(stderr) ?? []
    return { type, message: text ?? message }
  },

  // Version 1 writes seconds, version 2 ISO 8601.
  toDate: (value) => new Date(typeof value === 'number' ? value * 1000 : value),
})
