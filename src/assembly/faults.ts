import type { Clock } from '../clock/clock.js'
import { Faults } from '../faults/faults.js'
import type { GivenRule } from '../faults/rule.js'
import { FaultRuleError } from '../faults/rule-text.js'
import * as operations from '../operations/index.js'
import { type Options, SettingError } from '../options.js'
import { actions as queueActions } from '../receivers/queues/actions.js'
import { actions as topicActions } from '../receivers/topics/actions.js'

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
    return new Faults({ clock, seed, isOperation, rules: [...fault, ...ofInitFile] })
  } catch (error) {
    if (error instanceof FaultRuleError)
      throw new SettingError(`A fault of the start is not possible: ${error.message}`)
    throw error
  }
}

function isOperation(name: string): boolean {
  const [service, action] = name.includes(':') ? name.split(':', 2) : ['mturk', name]
  return Object.hasOwn(catalogues[service as keyof typeof catalogues], action!)
}

const catalogues = { mturk: operations, sqs: queueActions, sns: topicActions }
