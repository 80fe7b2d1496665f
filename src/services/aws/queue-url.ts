import { memoize } from '../../core/memoize.js'

export interface QueueUrl {
  readonly account: string
  readonly name: string
  /** Absent when the host names none. */
  readonly region?: string
}

/** The account and name at the end of a queue URL or of its path, and the region in its host. */
export const parseQueueUrl = memoize((queueUrl): QueueUrl | undefined => {
  const url = URL.canParse(queueUrl) ? new URL(queueUrl) : undefined
  const [, account, name] = pathPattern.exec(url?.pathname ?? queueUrl) ?? []
  if (!account || !name) return undefined
  return { account, name, region: regionPattern.exec(url?.hostname ?? '')?.[1] }
})

const pathPattern = /\/([A-Za-z0-9]{12})\/([\w-]{1,80}(?:\.fifo)?)\/?$/
const regionPattern = /(?:^|\.)([a-z]{2}(?:-[a-z]+)+-\d)(?:\.queue)?\./
