import express, { type Express } from 'express'
import { z } from 'zod'
import type { Faults } from '../../faults/faults.js'
import type { GivenRule } from '../../faults/rule.js'
import type { FaultsTold } from './contract.js'

/** Each rule is read by the rules' own reader, which says what is wrong with it. */
const given = z.union([z.string(), z.record(z.string(), z.unknown())])
const allBody = z.strictObject({ rules: z.array(given), seed: z.string().max(256).optional() })

/** What is to go wrong, for programs. */
export function faultRoutes(app: Express, faults: Faults): void {
  const path = '/_mturk/faults'
  const told = (): FaultsTold => ({ seed: faults.seed, rules: faults.rules })

  app.get(path, (_, response) => void response.json(told()))
  app.put(path, express.json(), ({ body }, response) => {
    const { rules, seed } = allBody.parse(body ?? {})
    faults.set(rules as GivenRule[], seed)
    response.json(told())
  })
  app.post(path, express.json(), ({ body }, response) => {
    const [added] = faults.add(given.parse(body ?? {}) as GivenRule)
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
