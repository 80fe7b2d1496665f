import { version } from '../core/version.js'
import { defaultAccount } from '../domain/account.js'
import { EventType } from '../domain/shapes/EventType.js'
import { possible } from '../faults/kinds.js'
import * as operations from '../mturk/operations/index.js'
import type { Info } from '../server/control/contract.js'
import type { Options } from './config/settings.js'
import type { Marketplace } from './marketplace.js'

/** What an emulator says of itself. */
export const infoOf = (
  options: Options,
  { world, clock }: Pick<Marketplace, 'world' | 'clock'>,
  { endpoint, smtp, ready, dropped }: Pick<Info, 'endpoint' | 'smtp' | 'ready' | 'dropped'>,
): Info => ({
  version,
  endpoint,
  smtp,
  environment: options.environment,
  account: defaultAccount,
  customerId: world.customerIdOf(defaultAccount),
  now: clock.now(),
  clock: clock.isFrozen ? 'frozen' : 'running',
  ready,
  destinations: {
    email: withoutSecret(options.smtp) ?? 'the built-in mailbox',
    sqs: withoutSecret(options.sqsEndpoint) ?? 'the built-in queues',
    sns: withoutSecret(options.snsEndpoint) ?? 'the built-in topics',
  },
  dropped,
  operations: Object.keys(operations).sort(),
  eventTypes: EventType.values ?? [],
  faultKinds: possible,
})

function withoutSecret(url: string | undefined): string | undefined {
  if (url === undefined) return undefined
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}`
}
