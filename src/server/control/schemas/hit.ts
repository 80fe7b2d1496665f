import { z } from 'zod'
import { HITReviewStatus, HITStatus } from '../../../domain/shapes/HIT.js'
import { Comparator } from '../../../domain/shapes/QualificationRequirement.js'
import { batchId } from './batch.js'
import {
  account,
  accountFilter,
  count,
  enumOf,
  eventType,
  instant,
  pageInfo,
  searchText,
  transport,
} from './common.js'

export const locale = z.object({ Country: z.string(), Subdivision: z.string().optional() })

const reviewPolicy = z.object({
  PolicyName: z.string(),
  Parameters: z
    .array(
      z.object({
        Key: z.string().optional(),
        Values: z.array(z.string()).optional(),
        MapEntries: z
          .array(z.object({ Key: z.string().optional(), Values: z.array(z.string()).optional() }))
          .optional(),
      }),
    )
    .optional(),
})

const hitSummary = {
  account,
  id: z.string(),
  hitTypeId: z.string(),
  hitGroupId: z.string(),
  hitLayoutId: z.string().optional(),
  requesterAnnotation: z.string().optional(),
  assignmentReviewPolicy: reviewPolicy.optional(),
  hitReviewPolicy: reviewPolicy.optional(),
  createdAt: instant,
  expiration: instant,
  expired: z.boolean().describe('Whether its expiration has been handled.'),
  status: enumOf(HITStatus),
  reviewStatus: enumOf(HITReviewStatus),
  maxAssignments: count,
  pending: count.describe('Accepted, and neither submitted, returned nor abandoned.'),
  submitted: count.describe('Submitted, and neither approved nor rejected.'),
  completed: count.describe('Approved or rejected.'),
}

const typeProperties = { title: z.string(), reward: z.string() }

export const hitListItem = z
  .object({ ...hitSummary, ...typeProperties })
  .meta({ id: 'HITListItem' })

export const hitsQuery = {
  account: accountFilter,
  hitTypeId: z.string().optional(),
  batchId: batchId.optional().describe('The batch that RequesterAnnotation names.'),
  status: enumOf(HITStatus).optional(),
  text: searchText.describe('A text in the HIT type, or else in the HIT, in any case.'),
}

export const hitPage = z.object({ hits: z.array(hitListItem), ...pageInfo })

const accessActions = z.enum(['Accept', 'PreviewAndAccept', 'DiscoverPreviewAndAccept'])

const requirement = z.object({
  QualificationTypeId: z.string(),
  Comparator: enumOf(Comparator),
  IntegerValues: z.array(z.int()).optional(),
  LocaleValues: z.array(locale).optional(),
  RequiredToPreview: z.boolean().optional(),
  ActionsGuarded: accessActions.optional(),
  name: z.string().optional().describe('Of the qualification type, while there is one.'),
})

const notificationSpecification = z.object({
  Destination: z.string(),
  Transport: transport,
  Version: z.string(),
  EventTypes: z.array(eventType),
})

const notification = z.object({
  account,
  hitTypeId: z.string(),
  specification: notificationSpecification,
  active: z.boolean(),
  before: z
    .object({
      specification: notificationSpecification.optional(),
      active: z.boolean(),
      until: instant,
    })
    .optional()
    .describe('What it was before, until this one takes effect.'),
})

export const hitType = z
  .object({
    account,
    id: z.string(),
    groupId: z.string(),
    ...typeProperties,
    description: z.string(),
    keywords: z.string().optional(),
    assignmentDurationInSeconds: z.int(),
    autoApprovalDelayInSeconds: z.int(),
    qualificationRequirements: z.array(requirement),
    notification: notification
      .optional()
      .describe('The notification settings, which MTurk has no operation to read.'),
    hitCount: count,
  })
  .meta({ id: 'HITType' })

export const hitTypePage = z.object({ hitTypes: z.array(hitType), ...pageInfo })

export const hit = z
  .object({
    hit: z.object({
      ...hitSummary,
      question: z.string().optional(),
      history: z
        .array(z.object({ type: eventType, at: instant }))
        .optional()
        .describe('Of the HIT itself; its assignments have their own times.'),
    }),
    hitType,
  })
  .meta({ id: 'HIT' })

export const assignmentStatuses = [
  'Accepted',
  'Submitted',
  'Approved',
  'Rejected',
  'Returned',
  'Abandoned',
] as const

export const assignmentFields = {
  account,
  id: z.string(),
  hitId: z.string(),
  workerId: z.string(),
  status: z.enum(assignmentStatuses),
  acceptTime: instant,
  deadline: instant,
  leaveTime: instant.optional().describe('When it was returned or abandoned.'),
  submitTime: instant.optional(),
  autoApprovalTime: instant.optional(),
  approvalTime: instant.optional(),
  rejectionTime: instant.optional(),
  answer: z.string().optional(),
  requesterFeedback: z.string().optional(),
}

export const assignment = z.object(assignmentFields).meta({ id: 'Assignment' })

export const assignmentPage = z.object({ assignments: z.array(assignment), ...pageInfo })

export const layout = z
  .object({
    account,
    id: z.string(),
    html: z.string(),
    frameHeight: count,
    parameters: z.array(z.string()).describe('The names of its placeholders.'),
  })
  .meta({ id: 'HITLayout' })
