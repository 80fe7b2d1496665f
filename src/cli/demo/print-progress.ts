import type { Emulator } from '../../emulator/library/start.js'
import type { Terminal } from '../command.js'

/** Prints the progress of the demo in one line, which is overwritten at a terminal. */
export function createProgressPrinter({ marketplace }: Emulator, { out, colours }: Terminal) {
  const sentCounts = { Email: 0, SQS: 0, SNS: 0 }
  let events = 0
  const stop = marketplace.dispatcher.onChange(({ status, transport, eventTypes }) => {
    if (status !== 'sent') return
    sentCounts[transport]++
    events += eventTypes.length
  })
  const formatLine = () =>
    `${formatCount(events, 'event')} delivered: ${sentCounts.Email} by e-mail, ${sentCounts.SQS} to a queue, ${sentCounts.SNS} to a topic`

  return {
    show: () => out(colours ? `\r${formatLine()}\u001b[K` : `${formatLine()}\n`),
    end() {
      stop()
      if (colours) out('\n')
    },
  }
}

const formatCount = (number: number, noun: string): string =>
  `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`
