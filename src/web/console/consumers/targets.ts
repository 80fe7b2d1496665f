import type { CheckInput } from '../../../server/control/views.js'

export type TargetKind = CheckInput['target']['kind']

/** Where a consumer may receive, and what its address is called. */
export const targets = {
  Queue: { kind: 'queue', label: 'Queue URL' },
  Topic: { kind: 'topic', label: 'Topic ARN' },
  'Web hook': { kind: 'http', label: 'URL' },
  Mail: { kind: 'mail', label: 'Email address' },
} as const satisfies Readonly<Record<string, { kind: TargetKind; label: string }>>

export const formatTarget = (kind: TargetKind): string =>
  Object.entries(targets).find(([, target]) => target.kind === kind)![0]
