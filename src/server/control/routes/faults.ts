import type { FaultInjector } from '../../../faults/faults.js'
import { route } from '../api.js'
import { notFound } from '../api-error.js'
import { activeFaultRule, faultRuleInput, faults, faultsInput } from '../schemas/fault.js'

/** Fault injection. */
export const faultRoutes = [
  route('GET /_mturk/faults', {
    summary: 'Returns the fault rules ([faults.md](faults.md)), with how often each was applied.',
    response: faults,
    handle: (_, { faults }) => viewFaults(faults),
  }),
  route('PUT /_mturk/faults', {
    summary: 'Replaces all fault rules, and counts from 0 again.',
    body: faultsInput,
    response: faults,
    handle({ body: { rules, seed } }, { faults }) {
      faults.set(rules, seed)
      return viewFaults(faults)
    },
  }),
  route('POST /_mturk/faults', {
    summary: 'Adds a fault rule, or replaces the one with its ID.',
    body: faultRuleInput,
    status: 201,
    response: activeFaultRule,
    handle: ({ body }, { faults }) => faults.add(body)[0]!,
  }),
  route('DELETE /_mturk/faults', {
    summary: 'Removes all fault rules.',
    handle: (_, { faults }) => faults.clear(),
  }),
  route('DELETE /_mturk/faults/{id}', {
    summary: 'Removes one fault rule.',
    handle({ params: { id } }, { faults }) {
      if (!faults.remove(id)) notFound(`There is no fault ${id}.`)
    },
  }),
] as const

const viewFaults = ({ seed, rules }: FaultInjector) => ({ seed, rules })
