import { expect, test } from 'vitest'
import { fromPyPi, pythonSince } from '../peers/peer.js'
import { exec, expectToLandHere } from '../support/exec.js'
import { canBuild, goProgram, javaProgram, rustProgram } from './builds.js'

const python = await pythonSince(9)
if (!python)
  console.log('Not run: boto3 and the AWS CLI need Python 3.9 or newer, which is not there.')
const boto3 = () => fromPyPi('boto3', python!, 'boto3==1.43.11')

/** Fetching and building a client for the first time takes minutes. */
const long = 1_800_000

test.skipIf(!python)('a boto3 script runs unchanged, and all its calls land here', async () => {
  await expectToLandHere([`${await boto3()}/python`, 'test/sdk/python/exec.py'])
})

test.skipIf(!python)('boto3 is refused other services, and distrust is told', async () => {
  const { out, err, calls } = await exec([
    `${await boto3()}/python`,
    'test/sdk/python/exec_astray.py',
  ])

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

test.skipIf(!python)('a script of AWS CLI calls runs unchanged', async () => {
  const programs = await fromPyPi('awscli', python!, 'awscli==1.45.11')

  await expectToLandHere(['test/sdk/cli/exec.sh'], { PATH: `${programs}:${process.env.PATH}` })
})

test.skipIf(!(await canBuild('go')))(
  'a Go program runs unchanged, with clients of both generations',
  async () => {
    await expectToLandHere(await goProgram('exec'))
  },
  long,
)

test.skipIf(!(await canBuild('java')))(
  'a Java program runs unchanged',
  async () => {
    await expectToLandHere(await javaProgram('Exec'))
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
