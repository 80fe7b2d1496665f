import { version } from '../core/version.js'
import { defaultAccount } from '../domain/account.js'
import { EventType } from '../domain/shapes/EventType.js'
import { faultPhases } from '../faults/kinds.js'
import * as operations from '../mturk/operations/index.js'
import type { EmulatorInfo } from '../server/control/schemas/emulator.js'
import type { Config } from './config/settings.js'
import type { MarketplaceRuntime } from './marketplace.js'

/** Description of a running emulator for the control API. */
export const buildInfo = (
  options: Config,
  { marketplace, clock }: Pick<MarketplaceRuntime, 'marketplace' | 'clock'>,
  { endpoint, smtp, ready, evicted }: Pick<EmulatorInfo, 'endpoint' | 'smtp' | 'ready' | 'evicted'>,
): EmulatorInfo => ({
  version,
  endpoint,
  smtp,
  environment: options.environment,
  account: defaultAccount,
  customerId: marketplace.getCustomerId(defaultAccount),
  now: clock.now(),
  clock: clock.isFrozen ? 'frozen' : 'running',
  ready,
  destinations: {
    email: withoutSecret(options.smtp) ?? 'the built-in mailbox',
    sqs: withoutSecret(options.sqsEndpoint) ?? 'the built-in queues',
    sns: withoutSecret(options.snsEndpoint) ?? 'the built-in topics',
  },
  evicted,
  operations: Object.keys(operations).sort(),
  eventTypes: EventType.values ?? [],
  faultKinds: faultPhases,
})

function withoutSecret(url: string | undefined): string | undefined {
  if (url === undefined) return undefined
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}`
}
