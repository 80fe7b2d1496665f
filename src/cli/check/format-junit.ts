import { create } from 'xmlbuilder2'
import type { CheckView } from '../../server/control/views.js'

/** The results in the format of JUnit; what is not observable counts as skipped. */
export function formatJUnit(check: CheckView): string {
  const { target, results, failed, notObservable, problem } = check
  const counts = {
    '@name': 'mturk-local check-consumer',
    '@tests': results.length,
    '@failures': failed,
    '@skipped': notObservable,
  }
  const testcase = results.map(({ case: name, title, outcome, reason = '', advice, payloads }) => ({
    '@classname': `${target.kind} ${target.address}`,
    '@name': `${name}: ${title}`,
    ...(outcome === 'failed' && {
      failure: {
        '@message': reason,
        '#': `${advice}\nPayload: ${payloads.map(({ eventDocId }) => eventDocId).join(', ')}`,
      },
    }),
    ...(outcome === 'not observable' && { skipped: { '@message': reason } }),
  }))
  return create(
    { version: '1.0', encoding: 'UTF-8', invalidCharReplacement: '' },
    {
      testsuites: {
        testsuite: { ...counts, testcase, ...(problem !== undefined && { 'system-err': problem }) },
      },
    },
  ).end({ prettyPrint: true })
}
