import type { Clock } from '../core/clock.js'
import { SettingError } from '../core/setting-error.js'
import { Faults } from '../faults/faults.js'
import type { GivenRule } from '../faults/rule.js'
import { FaultRuleError } from '../faults/rule-text.js'
import type { Options } from './config/settings.js'
import { isOperation } from './operation-names.js'

/**
 * What goes wrong in one emulator: by its settings, then by its init file.
 *
 * @throws SettingError when a rule makes no sense
 */
export function faultsOf(
  { fault, seed = '' }: Pick<Options, 'fault' | 'seed'>,
  ofInitFile: readonly GivenRule[],
  clock: Clock,
): Faults {
  try {
    return new Faults({ clock, seed, isOperation: isNamed, rules: [...fault, ...ofInitFile] })
  } catch (error) {
    if (error instanceof FaultRuleError)
      throw new SettingError(`A fault of the start is not possible: ${error.message}`)
    throw error
  }
}

/** `CreateHIT`, `sqs:SendMessage`. */
function isNamed(operation: string): boolean {
  const [service, action] = operation.includes(':') ? operation.split(':', 2) : ['mturk', operation]
  return isOperation(service!, action!)
}
