import { setTimeout as sleep } from 'node:timers/promises'
import { realClock } from '../../core/clock.js'
import { realTimer } from '../../core/timer.js'
import type { ControlClient } from '../../server/control/client.js'
import { countFlag, parseArguments } from '../arguments.js'
import type { Command } from '../command.js'
import { controlFlags, createControlClient, resolveEndpoint } from '../endpoint-flags.js'

/** Milliseconds between two looks at whether it still answers. */
const pollInterval = 25

export const stopCommand: Command = {
  name: 'stop',
  group: 'Run',
  description: 'Stops a running emulator and waits until it has ended.',
  example: 'mturk-local stop --endpoint http://127.0.0.1:6887',
  flags: {
    timeout: countFlag('MS', 'Milliseconds to wait for the end.', '30000', { min: 0 }),
    ...controlFlags,
  },

  async run(args, terminal) {
    const parsed = parseArguments(args, this)
    const timeout = Number(parsed.values.timeout ?? 30_000)

    const control = createControlClient(parsed, terminal)
    const endpoint = resolveEndpoint(parsed, terminal)
    if (await stop(control, timeout)) {
      terminal.out(`The emulator at ${endpoint} has ended.\n`)
      return 0
    }
    terminal.err(
      `The emulator at ${endpoint} is stopping, and had not ended after ${timeout} ms.\n`,
    )
    return 1
  },
}

/** @returns whether it has ended: the connection of the request to stop ends with the process */
async function stop(control: ControlClient, timeout: number): Promise<boolean> {
  const end = realClock.now().getTime() + timeout
  const reader = (await control.stop()).getReader()
  const timedOut = new AbortController()
  const cancelTimer = realTimer.after(timeout, () => {
    timedOut.abort()
    void reader.cancel()
  })
  const readToEnd = async () => {
    while (!(await reader.read()).done);
  }
  // A connection that is cut ends too.
  await readToEnd().catch(() => {})
  cancelTimer()
  // A load balancer may have ended it earlier.
  return !timedOut.signal.aborted && waitForSilence(control, end)
}

async function waitForSilence(control: ControlClient, end: number): Promise<boolean> {
  const answers = () =>
    control.request('GET /_mturk/health').then(
      () => true,
      () => false,
    )
  while (await answers()) {
    if (realClock.now().getTime() >= end) return false
    await sleep(pollInterval)
  }
  return true
}
