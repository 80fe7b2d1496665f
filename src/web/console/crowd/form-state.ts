import type { CrowdSettingsInput } from '../../../server/control/views.js'

/** The fields of the form for a new crowd, as text. */
export interface CrowdFormState {
  readonly name: string
  readonly workers: string
  readonly arrivalsPerHour: string
  readonly minSeconds: string
  readonly maxSeconds: string
  readonly returnRate: string
  readonly abandonRate: string
  readonly errorRate: string
  readonly seed: string
  readonly hitType: string
}

export const initialCrowdFormState: CrowdFormState = {
  name: 'students',
  workers: '10',
  arrivalsPerHour: '',
  minSeconds: '30',
  maxSeconds: '300',
  returnRate: '5',
  abandonRate: '5',
  errorRate: '10',
  seed: '',
  hitType: '',
}

/** Converts the form for the control API, which takes rates of 0 to 1 in place of percentages. */
export const toCrowdInput = (form: CrowdFormState): CrowdSettingsInput => ({
  workers: Number(form.workers),
  arrivalsPerHour: form.arrivalsPerHour === '' ? undefined : Number(form.arrivalsPerHour),
  secondsOfWork: [Number(form.minSeconds), Number(form.maxSeconds)],
  returnRate: Number(form.returnRate) / 100,
  abandonRate: Number(form.abandonRate) / 100,
  errorRate: Number(form.errorRate) / 100,
  seed: form.seed || undefined,
  hitTypes: form.hitType ? [form.hitType] : undefined,
})
