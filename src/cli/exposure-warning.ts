import { isLoopback } from '../core/loopback.js'
import type { Config } from '../emulator/config/settings.js'

/** Describes the risks of an emulator that other machines can reach; nothing when they cannot. */
export function buildExposureWarning({ host, token, credentials }: Config): string | undefined {
  if (host === '::1' || isLoopback(host.toLowerCase())) return undefined
  const risks = [
    ...(token
      ? []
      : [
          'read every mail and message, work as any worker, change all data and move the clock. --token (better MTURK_LOCAL_TOKEN) protects the control API and the pages',
        ]),
    ...(credentials
      ? []
      : [
          'call the MTurk, SQS and SNS APIs as any account. --credentials makes them sign their calls',
        ]),
  ]
  if (risks.length === 0) return undefined
  return `
WARNING: the emulator listens on ${host}, not only for this machine. Anyone who can reach it can
${risks.map((each) => `  - ${each}.`).join('\n')}
This is fine if only its own container or a trusted network can reach it.

`
}
