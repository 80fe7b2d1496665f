import type { BatchInput } from '../../../server/control/views.js'

/** The fields of the form for a new batch, as text. */
export interface BatchFormState {
  readonly template: string
  readonly csv: string
  readonly escape: boolean
  readonly title: string
  readonly description: string
  readonly keywords: string
  readonly reward: string
  readonly assignments: string
  readonly duration: string
  readonly lifetime: string
  readonly autoApprovalDelay: string
  readonly frameHeight: string
  readonly batchId: string
  readonly account: string
}

export const initialBatchFormState: BatchFormState = {
  template: '',
  csv: '',
  escape: false,
  title: '',
  description: '',
  keywords: '',
  reward: '0.05',
  assignments: '1',
  duration: '3600',
  lifetime: '604800',
  autoApprovalDelay: '259200',
  frameHeight: '0',
  batchId: '',
  account: '000000000000',
}

/** What the form calls its fields. */
export const batchFieldLabels: Readonly<Record<keyof BatchFormState, string>> = {
  template: 'Template',
  csv: 'CSV',
  escape: 'The values are text, not HTML',
  title: 'Title',
  description: 'Description',
  keywords: 'Keywords',
  reward: 'Reward in dollars',
  assignments: 'Workers for each HIT',
  duration: 'Seconds for an assignment',
  lifetime: 'Seconds until the HITs expire',
  autoApprovalDelay: 'Seconds until approval',
  frameHeight: 'Height of the frame in pixels',
  batchId: 'Batch ID',
  account: 'Account',
}

/** Converts the form for the control API. */
export const toBatchInput = (form: BatchFormState): BatchInput => ({
  template: form.template,
  csv: form.csv,
  escape: form.escape,
  title: form.title,
  description: form.description || undefined,
  keywords: form.keywords || undefined,
  reward: form.reward,
  assignments: Number(form.assignments),
  duration: Number(form.duration),
  lifetime: Number(form.lifetime),
  autoApprovalDelay: Number(form.autoApprovalDelay),
  frameHeight: Number(form.frameHeight),
  batchId: form.batchId || undefined,
  account: form.account,
})

/** A message of the control API with the labels of the form in place of the names of members. */
export const labelFields = (message: string): string =>
  message.replace(/(^|\. )(\w+)(?=: )/g, (text, start: string, name: string) =>
    name in batchFieldLabels ? `${start}${batchFieldLabels[name as keyof BatchFormState]}` : text,
  )
