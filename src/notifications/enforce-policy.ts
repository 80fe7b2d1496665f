import type { PolicyVerdict } from './access-policy.js'

/** @throws Error when policies are enforced and this one does not allow the delivery */
export function checkVerdict(verdict: PolicyVerdict | undefined, enforcePolicy: boolean): void {
  if (enforcePolicy && verdict?.allowed === false)
    throw new Error(`Access denied by its policy. ${verdict.reason}`)
}
