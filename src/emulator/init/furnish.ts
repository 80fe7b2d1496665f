import { SettingError } from '../../core/setting-error.js'
import type { Topics } from '../../services/sns/topics.js'
import type { Queues } from '../../services/sqs/queues.js'
import type { InitFile } from './init-file.js'

/**
 * Makes the queues, topics and subscriptions of an init file.
 *
 * @throws SettingError naming what could not be made
 */
export function furnish(
  { queues, topics }: InitFile,
  rooms: { readonly queues: Queues; readonly topics: Topics },
  region: string,
): void {
  for (const each of queues) {
    making(`queue ${each.name}`, () => rooms.queues.create({ region, ...each }, attributesOf(each)))
  }
  for (const each of topics) {
    making(`topic ${each.name}`, () => {
      const topic = rooms.topics.create({ region, ...each }, attributesOf(each))
      for (const subscription of each.subscriptions) {
        const { arn } = rooms.topics.subscribe(topic, each.account, subscription)
        // Whoever writes the init file is believed to own what it names.
        rooms.topics.subscription(arn).confirmed = true
      }
    })
  }
}

const attributesOf = ({
  attributes,
  policy,
}: Pick<InitFile['queues'][number], 'attributes' | 'policy'>) => ({
  ...attributes,
  ...(policy && { Policy: typeof policy === 'string' ? policy : JSON.stringify(policy) }),
})

function making(what: string, make: () => void): void {
  try {
    make()
  } catch (error) {
    throw new SettingError(`The init file’s ${what} cannot be made: ${(error as Error).message}`)
  }
}
