import type { CrowdTerms } from '../../mturk/simulation/crowds.js'
import { kindsOfWork } from './kinds-of-work.js'

/** A dozen people who are quick, and now and then change their minds. */
export const demoCrowd = (seed: string): CrowdTerms => ({
  workers: 12,
  arrivalsPerHour: 3600,
  secondsOfWork: [3, 9],
  returns: 0.06,
  abandons: 0.04,
  seed,
  answers: kindsOfWork.flatMap(({ properties, answers }) =>
    answers.map((fields) => ({ for: properties.Title, fields })),
  ),
})
