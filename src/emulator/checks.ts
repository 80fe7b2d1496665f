import { realClock } from '../core/clock.js'
import type { Random } from '../core/random.js'
import { realTimer } from '../core/timer.js'
import type { Marketplace } from '../mturk/marketplace.js'
import type { ConsumerChecks } from '../server/control/consumer-check/consumer-checks.js'
import type { LiveFeed } from '../server/control/live-feed.js'
import type { Config } from './config/settings.js'
import type { Destinations } from './destinations.js'

interface CheckParts {
  readonly marketplace: Marketplace
  readonly destinations: Destinations
  readonly feed: LiveFeed
  readonly random: Random
}

/** Loads what checks consumers; most emulators never need it. */
export async function createChecks(
  { region }: Config,
  { marketplace, destinations, feed, random }: CheckParts,
): Promise<ConsumerChecks> {
  const { ConsumerChecks } = await import('../server/control/consumer-check/consumer-checks.js')
  const { mailbox, queues, topics, routers, checkSubscriber } = destinations
  return new ConsumerChecks({
    ...{ marketplace, mailbox, queues, topics, feed, realClock, random, region },
    timer: realTimer,
    checkEndpoint: checkSubscriber,
    sendMail: (mail, signal) => routers.Email.route(mail.destination).send(mail, signal),
  })
}
