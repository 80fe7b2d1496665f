/** A HIT in the JSON of the requester API. Times are seconds since 1970. */
export interface WireHit {
  readonly HITId: string
  readonly HITTypeId: string
  readonly Title: string
  readonly Description: string
  readonly Keywords?: string
  readonly Reward: string
  readonly CreationTime: number
  readonly MaxAssignments: number
  readonly RequesterAnnotation?: string
  readonly AssignmentDurationInSeconds: number
  readonly AutoApprovalDelayInSeconds: number
  readonly Expiration: number
  readonly Question?: string
}

/** A submitted assignment in the JSON of the requester API. Times are seconds since 1970. */
export interface WireAssignment {
  readonly AssignmentId: string
  readonly WorkerId: string
  readonly AssignmentStatus: 'Submitted' | 'Approved' | 'Rejected'
  readonly AcceptTime: number
  readonly SubmitTime: number
  readonly AutoApprovalTime?: number
  readonly ApprovalTime?: number
  readonly RejectionTime?: number
  readonly RequesterFeedback?: string
  readonly Answer?: string
}
