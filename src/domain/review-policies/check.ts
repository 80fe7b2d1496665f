import { policyNotValid } from '../errors.js'
import type { ReviewPolicy } from '../shapes/ReviewPolicy.js'
import { scoreKnownAnswers } from './known-answers.js'
import { simplePlurality } from './plurality.js'
import type { PolicyLevel } from './report.js'

const known: Readonly<Record<PolicyLevel, string>> = {
  Assignment: 'ScoreMyKnownAnswers/2011-09-01',
  HIT: 'SimplePlurality/2011-09-01',
}

/**
 * Refuses a policy that could not be run, before a HIT depends on it.
 *
 * @throws RequestError
 */
export function checkPolicy(policy: ReviewPolicy, level: PolicyLevel): void {
  if (policy.PolicyName !== known[level])
    throw policyNotValid(
      `${policy.PolicyName} is no ${level} review policy. There is ${known[level]}.`,
    )
  // Run once on nothing: whatever is wrong with its parameters is told now.
  if (level === 'Assignment') scoreKnownAnswers(policy, '', new Map())
  else simplePlurality(policy, '', [])
}
