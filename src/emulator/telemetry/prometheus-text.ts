import type { Metric, MetricName } from './metrics.js'

/** One line of the text format. */
export interface Sample {
  /** Default: the name of the metric. */
  readonly metricName?: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/** One metric in Prometheus' text format, version 0.0.4. @param lines from `formatSamples` */
export const formatMetric = (name: MetricName, { kind, help }: Metric, lines: string): string =>
  `# HELP ${name} ${escapeText(help)}\n# TYPE ${name} ${kind}\n${lines}`

export const formatSamples = (name: MetricName, samples: readonly Sample[]): string =>
  samples
    .map(
      ({ metricName = name, labels, value }) =>
        `${metricName}${formatLabels(labels)} ${formatValue(value)}\n`,
    )
    .join('')

function formatLabels(labels: Readonly<Record<string, string>>): string {
  const parts = Object.entries(labels).map(
    ([name, value]) => `${name}="${escapeText(value).replaceAll('"', '\\"')}"`,
  )
  return parts.length > 0 ? `{${parts.join(',')}}` : ''
}

const escapeText = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')

function formatValue(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  return Number.isFinite(value) ? `${value}` : value > 0 ? '+Inf' : '-Inf'
}
