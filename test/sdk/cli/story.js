import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { tell } from '../javascript/story.js'

const run = promisify(execFile)
const [program] = process.argv.slice(2)

/** As the CLI writes an operation, or a member: HITTypeId is hit-type-id, ListHITs list-hits. */
const toKebabCase = (name) =>
  name
    .replace('HITs', 'Hits')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .toLowerCase()

/** SNS's Endpoint has another name, for --endpoint is taken. */
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
      // Version 2 asks for a variable later than Debian's has it.
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

await tell({
  name: /^\S+/.exec(stdout)[0].replace('/', ' '),
  mturk,
  sqs: callWith('sqs'),
  sns: callWith('sns'),

  listed: async (operation, { MaxResults, ...input }, key) =>
    (await mturk(operation, input, ['--page-size', `${MaxResults}`]))[key],

  told({ stderr, message }) {
    const [, type, text] = /error occurred \((\w+)\)[^:]*: ([\s\S]*)/.exec(stderr) ?? []
    return { type, message: text ?? message }
  },

  // Version 1 writes seconds, version 2 ISO 8601.
  instant: (value) => new Date(typeof value === 'number' ? value * 1000 : value),
})
