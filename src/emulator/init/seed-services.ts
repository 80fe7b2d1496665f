import type { Records } from '../../core/records.js'
import { SettingError } from '../../core/setting-error.js'
import type { Topics } from '../../services/sns/topics.js'
import type { Queues } from '../../services/sqs/queues.js'
import type { SeedMarker } from '../../store/receiver-tables.js'
import type { InitFile } from './init-file.js'

interface Services {
  readonly queues: Queues
  readonly topics: Topics
}

/**
 * Creates the queues, topics and subscriptions of an init file. A data file that had some before is
 * not changed.
 *
 * @param marker kept in the data file when they were created
 * @returns a function that deletes them again
 * @throws SettingError naming what could not be created; then they are deleted again
 */
export function seedServices(
  init: InitFile,
  services: Services,
  region: string,
  marker: Records<SeedMarker> | undefined,
): () => void {
  const isKept = marker && (hasAny(services) || marker.load(seedMarker.name).length > 0)
  if (isKept) return () => {}
  const discard = () => {
    services.queues.reset()
    services.topics.reset()
    marker?.remove(seedMarker)
  }
  try {
    createAll(init, services, region)
  } catch (error) {
    discard()
    throw error
  }
  marker?.put(seedMarker, seedMarker.name)
  return discard
}

const seedMarker = { name: 'seeded' } as const

const hasAny = ({ queues, topics }: Services): boolean =>
  queues.all().length > 0 || topics.all().length > 0

function createAll({ queues, topics }: InitFile, services: Services, region: string): void {
  for (const each of queues) {
    withSeedError(`queue ${each.name}`, () =>
      services.queues.create({ region, ...each }, buildAttributes(each)),
    )
  }
  for (const each of topics) {
    withSeedError(`topic ${each.name}`, () => {
      const topic = services.topics.create({ region, ...each }, buildAttributes(each))
      for (const subscription of each.subscriptions) {
        const { arn } = services.topics.subscribe(topic, each.account, subscription)
        // The author of the init file is trusted to own the endpoints in it.
        services.topics.confirmDirectly(services.topics.subscription(arn))
      }
    })
  }
}

const buildAttributes = ({
  attributes,
  policy,
}: Pick<InitFile['queues'][number], 'attributes' | 'policy'>) => ({
  ...attributes,
  ...(policy && { Policy: typeof policy === 'string' ? policy : JSON.stringify(policy) }),
})

function withSeedError(subject: string, create: () => void): void {
  try {
    create()
  } catch (error) {
    throw new SettingError(
      `The init file’s ${subject} cannot be created: ${(error as Error).message}`,
    )
  }
}
