import { reviewPolicyNotValid } from '../errors.js'
import type { ReviewPolicy } from '../shapes/ReviewPolicy.js'
import { scoreKnownAnswers } from './known-answers.js'
import { evaluateSimplePlurality } from './plurality.js'
import type { PolicyLevel } from './report.js'

const supportedPolicies: Readonly<Record<PolicyLevel, string>> = {
  Assignment: 'ScoreMyKnownAnswers/2011-09-01',
  HIT: 'SimplePlurality/2011-09-01',
}

/**
 * Refuses a policy that cannot be run, before a HIT depends on it.
 *
 * @throws ParameterValidationError
 */
export function validateReviewPolicy(policy: ReviewPolicy, level: PolicyLevel): void {
  if (policy.PolicyName !== supportedPolicies[level])
    throw reviewPolicyNotValid(
      `${policy.PolicyName} is no ${level} review policy. There is ${supportedPolicies[level]}.`,
    )
  // A run on no answers reports every error in the parameters now.
  if (level === 'Assignment') scoreKnownAnswers(policy, '', new Map())
  else evaluateSimplePlurality(policy, '', [])
}
