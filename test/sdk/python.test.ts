import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { fromPyPi, pythonSince } from '../peers/peer.js'
import { startBench } from '../support/emulator.js'

const run = promisify(execFile)
const python = await pythonSince(9)
if (!python) console.log('Not run: boto3 needs Python 3.9 or newer, which is not on this machine.')

const environmentFor = (endpoint: string) => ({
  PATH: process.env.PATH,
  HOME: resolve('.cache'),
  AWS_ENDPOINT_URL: endpoint,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_DEFAULT_REGION: 'us-east-1',
})

/** Every code that a requester can be refused with. */
function codesOfRequestErrors(): readonly string[] {
  const source = readFileSync('src/errors.ts', 'utf8')
  const named = /turk\(\s*'(\w+)'|new RequestError\(\s*'AWS\.MechanicalTurk\.(\w+)'/g
  return [...new Set([...source.matchAll(named)].map(([, code, whole]) => code ?? whole!))]
}

describe.skipIf(!python)('boto3', () => {
  test('boto3, unchanged but for the endpoint, tells the whole story', async () => {
    const programs = await fromPyPi('boto3', python!, 'boto3==1.43.11')
    const { endpoint } = await startBench()

    const { stdout } = await run(`${programs}/python`, ['test/sdk/python/story.py'], {
      env: environmentFor(endpoint),
    })

    console.log(`boto3: ${stdout.trim().split('\n').at(-1)}`)
    expect(stdout).toMatch(/^\d+ passed, 0 failed$/m)
  })

  test('boto3 pages through every list, waits by hand, and catches every error by its type', async () => {
    const programs = await fromPyPi('boto3', python!, 'boto3==1.43.11')
    const { endpoint } = await startBench({ balance: 'enforced' })
    const broken = await startBench()
    await broken.world.store.close()

    const { stdout } = await run(`${programs}/python`, ['test/sdk/python/market.py'], {
      env: {
        ...environmentFor(endpoint),
        BROKEN_ENDPOINT: broken.endpoint,
        TURK_ERROR_CODES: JSON.stringify(codesOfRequestErrors()),
      },
    })

    console.log(`boto3, the market: ${stdout.trim().split('\n').at(-1)}`)
    expect(stdout).toMatch(/^\d+ passed, 0 failed$/m)
  })
})
