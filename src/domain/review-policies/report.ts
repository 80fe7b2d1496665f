import type { ReviewResult } from './policy.js'

export type PolicyLevel = 'Assignment' | 'HIT'

/** An entry of a HIT's review report: a result or an action. */
export interface ReviewEntry {
  readonly account: string
  readonly id: string
  readonly hitId: string
  readonly level: PolicyLevel
  readonly result?: ReviewResult
  readonly action?: ReviewAction
}

export interface ReviewAction {
  readonly name: 'review' | 'approve' | 'reject' | 'extend'
  readonly targetId: string
  readonly targetType: 'Assignment' | 'HIT'
  readonly status: 'Succeeded' | 'Failed'
  readonly completeTime: Date
  readonly result: string
  readonly errorCode?: string
}
