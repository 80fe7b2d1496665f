import { expect, test } from 'vitest'
import { expectAllCallsEmulated, runExec } from '../support/cli.js'
import { canBuild, goProgram, javaProgram, rustProgram } from './build-programs.js'
import { hasPython, installAwsCli, installBoto3 } from './python.js'

/** Downloading and building a client for the first time takes minutes. */
const long = 1_800_000

test.skipIf(!hasPython)(
  'a boto3 script runs unchanged, and the emulator answers all its calls',
  async () => {
    await expectAllCallsEmulated([await installBoto3(), 'test/sdk/python/exec.py'])
  },
)

test.skipIf(!hasPython)(
  'exec refuses other services but for the caller’s identity, and reports a client that does not trust its certificate',
  async () => {
    const { out, err, calls } = await runExec([
      await installBoto3(),
      'test/sdk/python/exec_blocked.py',
    ])

    expect(out).toBe(
      'sts 000000000000\ns3 RefusedByMTurkLocal\ndynamodb RefusedByMTurkLocal\nSSLCertVerificationError\n',
    )
    expect(err).toContain(
      'mturk-local: The program does not trust the certificate for mturk-requester.us-east-1.amazonaws.com',
    )
    expect(calls.map(({ url, outcome }) => `${new URL(url).host} ${outcome}`)).toEqual([
      'sts.us-east-1.amazonaws.com emulated',
      's3.us-east-1.amazonaws.com refused',
      'dynamodb.us-east-1.amazonaws.com refused',
      'mturk-requester.us-east-1.amazonaws.com untrusted',
    ])
  },
)

test.skipIf(!hasPython)('a script of AWS CLI calls runs unchanged', async () => {
  await expectAllCallsEmulated(['test/sdk/cli/exec.sh'], {
    PATH: `${await installAwsCli()}:${process.env.PATH}`,
  })
})

test.skipIf(!(await canBuild('go')))(
  'a Go program runs unchanged, with version 1 and 2 of the SDK',
  async () => {
    await expectAllCallsEmulated(await goProgram('exec'))
  },
  long,
)

test.skipIf(!(await canBuild('java')))(
  'a Java program runs unchanged, with version 1 or 2 of the SDK',
  async () => {
    for (const program of ['Exec', 'ExecV1'])
      await expectAllCallsEmulated(await javaProgram(program))
  },
  long,
)

test.skipIf(!(await canBuild('rust')))(
  'a Rust program runs unchanged',
  async () => {
    await expectAllCallsEmulated(await rustProgram('exec'))
  },
  long,
)
