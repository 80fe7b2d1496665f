import type { CrowdOptions } from '../../mturk/simulation/crowds.js'
import { demoHitTypes } from './demo-hits.js'

/** A dozen people who are quick, and now and then change their minds. */
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
