import { z } from 'zod'
import { visibleStatuses } from '../../../domain/assignment.js'
import { batchDefaults, batchIdPattern, rewardPattern } from '../../../domain/batches/defaults.js'
import { HITStatus } from '../../../domain/shapes/HIT.js'
import {
  account,
  accountFilter,
  accountOrDefault,
  count,
  enumOf,
  instant,
  next,
  nonEmptyText,
  pageInfo,
  pageQuery,
  searchText,
  simplePageQuery,
} from './common.js'

const year = 31_536_000

export const batchId = z.string().regex(batchIdPattern, 'must be 1 to 15 digits')

const seconds = (min: number, max: number, byDefault: number) =>
  z.int().min(min).max(max).default(byDefault)

const content = {
  template: nonEmptyText.describe(
    'HTML whose variables, names in braces after a dollar sign, are columns: a page, or the content of its form.',
  ),
  csv: z.string().describe('The CSV file, whose first row names its columns.'),
  escape: z
    .boolean()
    .default(false)
    .describe('Whether values are inserted as text; the website inserted them as HTML.'),
}

export const batchPreviewInput = z.strictObject(content)

export const batchPreview = z
  .object({
    path: z.string().describe('Of the page of the first row; the latest pages are kept.'),
    columns: z.array(z.string()),
    rows: count,
  })
  .meta({ id: 'BatchPreview' })

export const batchInput = z.strictObject({
  ...content,
  title: nonEmptyText,
  description: nonEmptyText.optional().describe('By default the title.'),
  keywords: z.string().optional(),
  reward: z
    .string()
    .regex(rewardPattern, 'must be an amount such as "0.05"')
    .default(batchDefaults.reward)
    .describe('Of each assignment, in dollars.'),
  assignments: z.int().min(1).default(batchDefaults.assignments).describe('Workers for each HIT.'),
  duration: seconds(30, year, batchDefaults.duration).describe('Seconds for an assignment.'),
  lifetime: seconds(30, year, batchDefaults.lifetime).describe('Seconds until the HITs expire.'),
  autoApprovalDelay: seconds(0, 2_592_000, batchDefaults.autoApprovalDelay).describe(
    'Seconds from submission until an assignment is approved.',
  ),
  frameHeight: count
    .default(batchDefaults.frameHeight)
    .describe('Height of the frame in pixels; 0 fits the page.'),
  batchId: batchId
    .optional()
    .describe(
      'By default a new one; of a batch that exists, the HITs that are missing are created.',
    ),
  account: accountOrDefault,
})

export const batchesQuery = {
  account: accountFilter,
  text: searchText.describe('A text in the ID or the title, in any case.'),
  ...pageQuery,
}

const batchFields = {
  account,
  id: batchId,
  hitTypeId: z.string().describe('Of its first HIT.'),
  title: z.string(),
  reward: z.string(),
  createdAt: instant,
  expiration: instant.describe('Of the HIT that expires last.'),
  hits: count,
  maxAssignments: count.describe('How many assignments workers can do in all.'),
  pending: count.describe('Accepted, and neither submitted, returned nor abandoned.'),
  submitted: count.describe('Submitted, and neither approved nor rejected.'),
  approved: count,
  rejected: count,
}

export const batch = z.object(batchFields).meta({ id: 'Batch' })

export const batchPage = z.object({ batches: z.array(batch), ...pageInfo })

export const createdBatch = z
  .object({
    ...batchFields,
    created: count.describe('HITs that this request created.'),
    existing: count.describe('Rows that had a HIT already.'),
  })
  .meta({ id: 'CreatedBatch' })

export const ofAccount = z.strictObject({ account: accountOrDefault })

export const batchRowsQuery = z.strictObject({
  account: accountOrDefault,
  ...simplePageQuery(500, 50),
})

const valuesByName = z.record(z.string(), z.string())

export const batchRows = z
  .object({
    rows: z.array(
      z.object({
        hitId: z.string(),
        status: enumOf(HITStatus),
        maxAssignments: count,
        input: valuesByName.describe('The values of the row, by column.'),
        assignments: z.array(
          z.object({
            id: z.string(),
            workerId: z.string(),
            status: z.enum(visibleStatuses),
            submitTime: instant,
            requesterFeedback: z.string().optional(),
            answers: valuesByName,
          }),
        ),
      }),
    ),
    next,
  })
  .meta({ id: 'BatchRows' })

export const batchReviewInput = z.strictObject({
  csv: z
    .string()
    .describe('A file of results with a text under Approve, or a reason under Reject.'),
})

export const batchReview = z
  .object({
    approved: count,
    rejected: count,
    unchanged: count.describe('Rows without a review, or whose review was refused.'),
    errors: z
      .array(z.object({ line: z.int(), column: z.string(), message: z.string() }))
      .describe('The reviews that were refused.'),
  })
  .meta({ id: 'BatchReview' })
