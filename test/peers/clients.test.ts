import { expect, test } from 'vitest'
import { runExec } from '../support/cli.js'
import { celeryClient, npmClient, watermillClient } from './clients.js'
import { findPython, has } from './peer.js'

const python = await findPython(9)
const hasGo = await has('go')
if (!python)
  console.log('Not run: celery and kombu need Python 3.9 or newer, which is not on this machine.')
if (!hasGo) console.log('Not run: watermill is built by Go, which is not on this machine.')

/** Installing the libraries takes minutes. */
const long = 900_000

/** The lines that a program prints, when it runs with no other configuration than that of `exec`. */
async function runUnchanged(command: readonly string[]): Promise<readonly string[]> {
  const { code, out, err, calls } = await runExec(command)

  expect(code, err).toBe(0)
  expect(calls.filter(({ outcome }) => outcome !== 'emulated')).toEqual([])
  return out.trim().split('\n')
}

test(
  'sqs-consumer handles single messages, batches, FIFO queues and failures',
  async () => {
    const lines = await runUnchanged(await npmClient('consumer'))

    expect(lines).toEqual([
      'one at a time: ["one number","three number","two number"]',
      'left: 0',
      'in batches: ["five","four","six"]',
      'left: 0',
      'in order: ["numbers 1","numbers 2","numbers 3","numbers 4"]',
      'left: 0',
      'failed: "Unexpected message handler failure: The first attempt fails."',
      'attempts: [1,2]',
      'left: 0',
    ])
  },
  long,
)

test(
  'sns-validator and sns-payload-validator accept delivered messages and refuse changed ones',
  async () => {
    const lines = await runUnchanged(await npmClient('validators'))

    expect(lines).toEqual(
      ['1', '2'].flatMap((version) =>
        ['SubscriptionConfirmation', 'Notification'].flatMap((type) =>
          ['sns-validator', 'sns-payload-validator'].map(
            (library) => `${library}, ${type}, version ${version}: true, changed: refused`,
          ),
        ),
      ),
    )
  },
  long,
)

test.skipIf(!python)(
  'kombu puts, gets, acknowledges and requeues messages',
  async () => {
    const lines = await runUnchanged(await celeryClient(python!, 'kombu_queue'))

    expect(lines).toEqual(["[(0, 'Grüße'), (1, 'Grüße'), (2, 'Grüße')]", 'rejected', 'empty'])
  },
  long,
)

test.skipIf(!python)(
  'a celery worker runs tasks at once, later and again',
  async () => {
    const lines = await runUnchanged(await celeryClient(python!, 'celery_worker'))

    expect(lines).toEqual(['[10, 11, 12]', '3', 'attempt 2', 'exit code 0'])
  },
  long,
)

test.skipIf(!hasGo)(
  'watermill publishes and receives by a queue, and by a topic with a queue',
  async () => {
    const lines = await runUnchanged(await watermillClient())

    expect(lines).toEqual([
      'queue [one number three number two number]',
      'topic [one number three number two number]',
    ])
  },
  long,
)
