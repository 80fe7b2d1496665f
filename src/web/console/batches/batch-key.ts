import type { BatchView } from '../../../server/control/views.js'

/** The key of a batch in addresses of the console: an ID is its requester's. */
export const formatBatchKey = ({ account, id }: Pick<BatchView, 'account' | 'id'>): string =>
  `${account}-${id}`

/** A key without an account is of the requester whose calls have none. */
export function parseBatchKey(key: string): { readonly account?: string; readonly id: string } {
  const [id = '', account] = key.split('-').reverse()
  return { account, id }
}
