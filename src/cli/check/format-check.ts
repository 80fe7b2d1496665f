import { splitUnsent } from '../../server/control/consumer-check/split-unsent.js'
import type { CheckView } from '../../server/control/views.js'
import { formatTable } from '../table.js'

/**
 * The results as a table, with what to do about each failure, and their number. Cases that were not
 * sent share one row.
 *
 * @param omitted names of optional cases that were not sent
 */
export function formatCheck(
  { results, passed, failed, notObservable }: CheckView,
  omitted: readonly string[],
): string {
  const { sent, unsent } = splitUnsent(results)
  const table = formatTable(
    ['RESULT', 'CASE', 'PAYLOAD', 'REASON'],
    [
      ...sent.map(({ case: name, outcome = '', reason = '', payloads }) => [
        outcome,
        name,
        payloads.at(-1)?.eventDocId ?? '',
        reason,
      ]),
      ...unsent.map(({ reason, results: [first, ...others] }) => [
        'not observable',
        others.length > 0 ? `${others.length + 1} cases` : first!.case,
        '',
        reason,
      ]),
    ],
  )
  const advice = results
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ case: name, title, advice: text = '' }) => `${name}: ${title}.\n  ${text}`)
  const summary = `${passed} passed, ${failed} failed, ${notObservable} not observable.`
  const footer = omitted.map((name) => `Not sent: ${name}. Send it with --only ${name}.`)
  return `${[table, ...advice, summary, ...footer].join('\n\n')}\n`
}
