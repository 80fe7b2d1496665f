import express, { type Express } from 'express'
import { z } from 'zod'
import type { FaultInjector } from '../../faults/faults.js'
import type { FaultRuleInput } from '../../faults/rule.js'
import type { FaultsView } from './contract.js'

/** Each rule is read by the rules' own reader, which says what is wrong with it. */
const ruleInput = z.union([z.string(), z.record(z.string(), z.unknown())])
const faultsBody = z.strictObject({
  rules: z.array(ruleInput),
  seed: z.string().max(256).optional(),
})

/** What is to go wrong, for programs. */
export function faultRoutes(app: Express, faults: FaultInjector): void {
  const path = '/_mturk/faults'
  const getFaultsView = (): FaultsView => ({ seed: faults.seed, rules: faults.rules })

  app.get(path, (_, response) => void response.json(getFaultsView()))
  app.put(path, express.json(), ({ body }, response) => {
    const { rules, seed } = faultsBody.parse(body ?? {})
    faults.set(rules as FaultRuleInput[], seed)
    response.json(getFaultsView())
  })
  app.post(path, express.json(), ({ body }, response) => {
    const [added] = faults.add(ruleInput.parse(body ?? {}) as FaultRuleInput)
    response.status(201).json(added)
  })
  app.delete(path, (_, response) => {
    faults.clear()
    response.status(204).end()
  })
  app.delete(`${path}/:id`, ({ params: { id } }, response) => {
    if (faults.remove(id)) return void response.status(204).end()
    response.status(404).json({ error: 'NotFound', message: `There is no fault ${id}.` })
  })
}
