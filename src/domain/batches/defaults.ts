/** What a batch has if its requester gives no value. Times are in seconds, lengths in pixels. */
export const batchDefaults = {
  reward: '0.05',
  assignments: 1,
  duration: 3600,
  lifetime: 604_800,
  autoApprovalDelay: 259_200,
  frameHeight: 0,
} as const

/** The ID of a batch, as the requester website wrote it into RequesterAnnotation. */
export const batchIdPattern = /^\d{1,15}$/
export const rewardPattern = /^\d{1,6}(\.\d\d?)?$/
