import type { Emulator } from '../../emulator/library/start.js'
import type { Terminal } from '../command.js'

/** What happens in the demo's world, in one line that is written over itself at a terminal. */
export function progressOf({ world }: Emulator, { out, colours }: Terminal) {
  const arrived = { Email: 0, SQS: 0, SNS: 0 }
  let events = 0
  const stop = world.courier.onChange(({ status, transport, eventTypes }) => {
    if (status !== 'sent') return
    arrived[transport]++
    events += eventTypes.length
  })
  const line = () =>
    `${count(events, 'event')} delivered: ${arrived.Email} by e-mail, ${arrived.SQS} to a queue, ${arrived.SNS} to a topic`

  return {
    show: () => out(colours ? `\r${line()}\u001b[K` : `${line()}\n`),
    end() {
      stop()
      if (colours) out('\n')
    },
  }
}

const count = (number: number, what: string): string =>
  `${number.toLocaleString('en')} ${what}${number === 1 ? '' : 's'}`
