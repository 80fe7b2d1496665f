import { SettingError } from '../../core/setting-error.js'
import type { Topics } from '../../services/sns/topics.js'
import type { Queues } from '../../services/sqs/queues.js'
import type { InitFile } from './init-file.js'

/**
 * Creates the queues, topics and subscriptions of an init file.
 *
 * @throws SettingError naming what could not be created
 */
export function seedServices(
  { queues, topics }: InitFile,
  services: { readonly queues: Queues; readonly topics: Topics },
  region: string,
): void {
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
        services.topics.subscription(arn).confirmed = true
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
