import { rulesInText, textOf } from '../../faults/rule-text.js'
import type { FaultTold, GivenRule } from '../../server/control/contract.js'
import { parse } from '../arguments.js'
import type { Command } from '../command.js'
import { controlOf, endpointFlag } from '../connection.js'
import { table } from '../table.js'

export const fault: Command = {
  name: 'fault',
  says: 'Has something go wrong, by a rule of docs/faults.md; without one, lists the rules there are.',
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
  flags: {
    remove: { value: 'ID', says: 'Takes one rule away.' },
    clear: { says: 'Takes all rules away.' },
    json: { says: 'Lists one JSON object a line, whole.' },
    ...endpointFlag,
  },

  async run(args, terminal) {
    const parsed = parse(args, this.flags)
    const { remove, clear, json } = parsed.values
    const control = controlOf(parsed, terminal)
    if (clear) await control.removeFault()
    if (remove !== undefined) await control.removeFault(String(remove))
    for (const rule of rulesInText(parsed.positionals.map(quoted).join(' ')))
      await control.addFault(rule as Exclude<GivenRule, string>)

    const { rules } = await control.faults()
    if (json) for (const rule of rules) terminal.out(`${JSON.stringify(rule)}\n`)
    else if (rules.length === 0) terminal.out('Nothing goes wrong on purpose.\n')
    else terminal.out(`${table(columns, rules.map(cellsOf))}\n`)
    return 0
  },
}

/** The shell has taken the quotes of `message="No money"` away. */
const quoted = (word: string): string =>
  word.replace(/^([A-Za-z]+)=(?=.*[\s;])([^"]*)$/s, '$1="$2"')

const columns = ['ID', 'STRUCK', 'OF', 'RULE']
const cellsOf = (rule: FaultTold) => {
  const { fitted, struck, ...said } = rule
  return [rule.id, String(struck), String(fitted), textOf(said)]
}
