import { WorkerError } from '../../domain/errors.js'
import type { Marketplace } from '../marketplace.js'
import { readTransaction } from '../read-context.js'

/**
 * The question of a HIT, for any worker.
 *
 * @throws WorkerError when there is no such HIT
 */
export const loadQuestion = (
  marketplace: Marketplace,
  hitId: string,
): Promise<string | undefined> =>
  readTransaction(marketplace, async ({ store }) => {
    const hit = await store.hits.find({ id: hitId })
    if (!hit || hit.status === 'Disposed') throw new WorkerError(`There is no HIT ${hitId}.`)
    return hit.question
  })
