import { expect, test } from 'vitest'
import { startCli } from '../support/cli.js'
import { runLocalStackSuites, suites } from './localstack-suites.js'
import { findPython } from './peer.js'

const repository = process.env.LOCALSTACK_REPOSITORY
const python = await findPython(13)
if (!repository)
  console.log(
    'Not run: LocalStack’s own tests; LOCALSTACK_REPOSITORY is the path of a copy of its repository.',
  )
if (!python)
  console.log('Not run: LocalStack’s own tests need Python 3.13, which is not on this machine.')

test.skipIf(!repository || !python)(
  'LocalStack’s tests of SQS and SNS run against the emulator',
  async () => {
    const { endpoint } = await startCli()

    const { counts, failures } = await runLocalStackSuites(python!, repository!, endpoint)

    console.log(counts)
    for (const failure of failures) console.log(failure)
    for (const suite of suites) expect(counts[suite]?.passed).toBeGreaterThan(0)
  },
  3_600_000,
)
