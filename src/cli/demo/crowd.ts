import type { CrowdOptions } from '../../mturk/simulation/crowds.js'
import { demoHitTypes } from './demo-hits.js'

/** Settings of the demo's crowd: quick, and sometimes returning or abandoning. */
export const createDemoCrowd = (seed: string): CrowdOptions => ({
  workers: 12,
  arrivalsPerHour: 3600,
  secondsOfWork: [3, 9],
  returnRate: 0.06,
  abandonRate: 0.04,
  seed,
  answers: demoHitTypes.flatMap(({ properties, answers }) =>
    answers.map((fields) => ({ for: properties.Title, fields })),
  ),
})
