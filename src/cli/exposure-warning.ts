import { isLoopback } from '../core/loopback.js'
import type { Config } from '../emulator/config/settings.js'

/** What it means that an emulator can be reached from other machines; nothing when it cannot. */
export function buildExposureWarning({ host, token, credentials }: Config): string | undefined {
  if (host === '::1' || isLoopback(host.toLowerCase())) return undefined
  const risks = [
    ...(token
      ? []
      : [
          'read every mail and message, work as any worker, change the world and move its clock. --token (better MTURK_LOCAL_TOKEN) closes the control API and the pages',
        ]),
    ...(credentials
      ? []
      : ['call the MTurk, SQS and SNS APIs as any account. --credentials has their keys checked']),
  ]
  if (risks.length === 0) return undefined
  return `
WARNING: it listens on ${host}, beyond this machine. Whoever reaches it can
${risks.map((each) => `  - ${each}.`).join('\n')}
Where only its own container or a trusted network reaches it, that is as it should be.

`
}
