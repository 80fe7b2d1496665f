import type { Clock } from '../core/clock.js'
import type { Records } from '../core/records.js'
import { SettingError } from '../core/setting-error.js'
import { FaultInjector, type FaultState } from '../faults/faults.js'
import type { FaultRuleInput } from '../faults/rule.js'
import { FaultRuleError } from '../faults/rule-text.js'
import { isOperation } from '../server/action-tables.js'
import type { Config } from './config/settings.js'

/**
 * Creates the fault injector with the rules of the settings, then those of the init file.
 *
 * @throws SettingError when a rule is not valid
 */
export function createFaultInjector(
  { fault, seed = '' }: Pick<Config, 'fault' | 'seed'>,
  initFileRules: readonly FaultRuleInput[],
  clock: Clock,
  records?: Records<FaultState>,
): FaultInjector {
  try {
    return new FaultInjector({
      clock,
      seed,
      isOperation: isKnownOperation,
      rules: [...fault, ...initFileRules],
      configuredRules: fault,
      records,
    })
  } catch (error) {
    if (error instanceof FaultRuleError)
      throw new SettingError(
        `A fault rule of the settings or the init file is not valid: ${error.message}`,
      )
    throw error
  }
}

/** Names such as `CreateHIT` and `sqs:SendMessage`. */
function isKnownOperation(operation: string): boolean {
  const [service, action] = operation.includes(':') ? operation.split(':', 2) : ['mturk', operation]
  return isOperation(service!, action!)
}
