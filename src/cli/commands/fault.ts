import { readRules } from '../../faults/read-rule.js'
import { FaultRuleError, formatFaultRule, parseRuleTexts } from '../../faults/rule-text.js'
import type { ActiveFaultRuleView, NewFaultRuleInput } from '../../server/control/views.js'
import { parseArguments, UsageError } from '../arguments.js'
import type { Command } from '../command.js'
import { controlFlags, createControlClient } from '../endpoint-flags.js'
import { formatTable } from '../table.js'

export const faultCommand: Command = {
  name: 'fault',
  group: 'Change',
  description: 'Adds a fault injection rule of docs/faults.md; without a rule, lists the rules.',
  example: [
    'mturk-local fault throttle operation=CreateHIT nth=1,2',
    'mturk-local fault disconnect operation=SendBonus after nth=1',
    'mturk-local fault error operation=GetHIT error=AWS.MechanicalTurk.HITDoesNotExist',
    'mturk-local fault drop eventType=AssignmentSubmitted probability=0.1',
    'mturk-local fault duplicate "destination=*/000000000000/news"',
    'mturk-local fault hang transport=SQS from=PT0S to=PT5M',
    'mturk-local fault --remove fault-1',
    'mturk-local fault --clear',
  ].join('\n  '),
  positionals: [
    {
      name: 'RULE',
      description: 'The fault and its conditions; without it, the rules are listed.',
      takesRest: true,
    },
  ],
  flags: {
    remove: { placeholder: 'ID', description: 'Remove one rule.' },
    clear: { description: 'Remove all rules.' },
    json: { description: 'Print one JSON object per line.' },
    ...controlFlags,
  },

  async run(args, terminal) {
    const parsed = parseArguments(args, this)
    const { remove, clear, json } = parsed.values
    const newRules = parseRules(parsed.positionals.map(restoreQuotes).join(' '))
    const control = createControlClient(parsed, terminal)
    if (clear) await control.request('DELETE /_mturk/faults')
    if (remove !== undefined)
      await control.request('DELETE /_mturk/faults/{id}', { id: String(remove) })
    for (const rule of newRules)
      await control.request('POST /_mturk/faults', { body: rule as NewFaultRuleInput })

    const { rules } = await control.request('GET /_mturk/faults')
    if (json) for (const rule of rules) terminal.out(`${JSON.stringify(rule)}\n`)
    else if (rules.length === 0) terminal.out('There are no fault rules.\n')
    else terminal.out(`${formatTable(columns, rules.map(toCells))}\n`)
    return 0
  },
}

/** @throws UsageError for a rule that the emulator would refuse */
function parseRules(text: string): readonly object[] {
  try {
    readRules(text, { id: () => 'new', now: new Date(0) })
    return parseRuleTexts(text)
  } catch (error) {
    if (error instanceof FaultRuleError) throw new UsageError(error.message)
    throw error
  }
}

/** Restores the quotes of `message="No money"`, which the shell removed. */
const restoreQuotes = (word: string): string =>
  word.replace(/^([A-Za-z]+)=(?=.*[\s;])([^"]*)$/s, '$1="$2"')

const columns = ['ID', 'APPLIED', 'MATCHED', 'RULE']
const toCells = (rule: ActiveFaultRuleView) => {
  const { matched, applied, ...fields } = rule
  return [rule.id, String(applied), String(matched), formatFaultRule(fields)]
}
