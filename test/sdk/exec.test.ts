import { expect, test } from 'vitest'
import { exec, expectToLandHere } from '../support/exec.js'
import { canBuild, goProgram, javaProgram, rustProgram } from './builds.js'
import { awsCli, boto3, pythonIsHere } from './python.js'

/** Fetching and building a client for the first time takes minutes. */
const long = 1_800_000

test.skipIf(!pythonIsHere)(
  'a boto3 script runs unchanged, and all its calls land here',
  async () => {
    await expectToLandHere([await boto3(), 'test/sdk/python/exec.py'])
  },
)

test.skipIf(!pythonIsHere)('boto3 is refused other services, and distrust is told', async () => {
  const { out, err, calls } = await exec([await boto3(), 'test/sdk/python/exec_astray.py'])

  expect(out).toBe(
    'sts RefusedByMTurkLocal\ns3 RefusedByMTurkLocal\ndynamodb RefusedByMTurkLocal\nSSLCertVerificationError\n',
  )
  expect(err).toContain(
    'mturk-local: The program does not trust the certificate for mturk-requester.us-east-1.amazonaws.com',
  )
  expect(calls.map(({ url, became }) => `${new URL(url).host} ${became}`)).toEqual([
    'sts.us-east-1.amazonaws.com refused',
    's3.us-east-1.amazonaws.com refused',
    'dynamodb.us-east-1.amazonaws.com refused',
    'mturk-requester.us-east-1.amazonaws.com not trusted',
  ])
})

test.skipIf(!pythonIsHere)('a script of AWS CLI calls runs unchanged', async () => {
  await expectToLandHere(['test/sdk/cli/exec.sh'], {
    PATH: `${await awsCli()}:${process.env.PATH}`,
  })
})

test.skipIf(!(await canBuild('go')))(
  'a Go program runs unchanged, with clients of both generations',
  async () => {
    await expectToLandHere(await goProgram('exec'))
  },
  long,
)

test.skipIf(!(await canBuild('java')))(
  'a Java program runs unchanged, with clients of either generation',
  async () => {
    for (const program of ['Exec', 'ExecV1']) await expectToLandHere(await javaProgram(program))
  },
  long,
)

test.skipIf(!(await canBuild('rust')))(
  'a Rust program runs unchanged',
  async () => {
    await expectToLandHere(await rustProgram('exec'))
  },
  long,
)
