import { expect, test } from 'vitest'
import { formatMetric, formatSamples } from '../../../src/emulator/telemetry/prometheus-text.js'

const gauge = { kind: 'gauge', labels: [], help: 'A line.\nAnd C:\\ another' } as const

test('special characters are escaped, and special numbers are written as Prometheus reads them', () => {
  const lines = formatSamples('mturk_local_mails', [
    { labels: {}, value: 1.5 },
    { labels: { a: 'b "c"\n\\', d: 'é' }, value: Number.NaN },
    { metricName: 'other', labels: { le: '+Inf' }, value: Number.POSITIVE_INFINITY },
    { labels: {}, value: Number.NEGATIVE_INFINITY },
  ])

  expect(formatMetric('mturk_local_mails', gauge, lines).split('\n')).toEqual([
    '# HELP mturk_local_mails A line.\\nAnd C:\\\\ another',
    '# TYPE mturk_local_mails gauge',
    'mturk_local_mails 1.5',
    'mturk_local_mails{a="b \\"c\\"\\n\\\\",d="é"} NaN',
    'other{le="+Inf"} +Inf',
    'mturk_local_mails -Inf',
    '',
  ])
})
