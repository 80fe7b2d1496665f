import type { CrowdGiven } from '../../../server/control/contract.js'

/** What somebody is about to make a crowd of; as it is typed. */
export interface CrowdDraft {
  readonly name: string
  readonly workers: string
  readonly arrivalsPerHour: string
  readonly least: string
  readonly most: string
  readonly returns: string
  readonly abandons: string
  readonly fails: string
  readonly seed: string
  readonly hitType: string
}

export const firstCrowd: CrowdDraft = {
  name: 'students',
  workers: '10',
  arrivalsPerHour: '',
  least: '30',
  most: '300',
  returns: '5',
  abandons: '5',
  fails: '10',
  seed: '',
  hitType: '',
}

/** As the control API takes it: shares are given in percent here. */
export const crowdOf = (draft: CrowdDraft): CrowdGiven => ({
  workers: Number(draft.workers),
  arrivalsPerHour: draft.arrivalsPerHour === '' ? undefined : Number(draft.arrivalsPerHour),
  secondsOfWork: [Number(draft.least), Number(draft.most)],
  returns: Number(draft.returns) / 100,
  abandons: Number(draft.abandons) / 100,
  fails: Number(draft.fails) / 100,
  seed: draft.seed || undefined,
  hitTypes: draft.hitType ? [draft.hitType] : undefined,
})
