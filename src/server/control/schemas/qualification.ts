import { z } from 'zod'
import { account, count, instant, pageInfo } from './common.js'

export const typeStatus = z.enum(['Active', 'Inactive', 'Disposing'])
export const qualificationStatus = z.enum(['Granted', 'Revoked'])
export const requestStatus = z.enum(['Testing', 'Pending', 'Granted', 'Rejected'])

export const qualificationType = z
  .object({
    account,
    id: z.string(),
    createdAt: instant,
    name: z.string(),
    keywords: z.string().optional(),
    description: z.string(),
    status: typeStatus,
    test: z.string().optional(),
    testDurationInSeconds: z.int().optional(),
    answerKey: z.string().optional(),
    retryDelayInSeconds: z.int().optional(),
    isRequestable: z.boolean(),
    autoGranted: z.boolean(),
    autoGrantedValue: z.int().optional(),
    grantedCount: count.describe('How many workers have it.'),
    pendingCount: count.describe('How many requests are open.'),
  })
  .meta({ id: 'QualificationType' })

export const qualificationTypePage = z.object({
  qualificationTypes: z.array(qualificationType),
  ...pageInfo,
})

export const qualification = z
  .object({
    qualificationTypeId: z.string(),
    workerId: z.string(),
    grantTime: instant,
    integerValue: z.int(),
    status: qualificationStatus,
  })
  .meta({ id: 'Qualification' })

export const qualificationPage = z.object({ qualifications: z.array(qualification), ...pageInfo })

export const qualificationRequest = z
  .object({
    account,
    id: z.string(),
    qualificationTypeId: z.string(),
    workerId: z.string(),
    submitTime: instant.describe('Of a test in progress: when it began.'),
    answer: z.string().optional(),
    status: requestStatus,
  })
  .meta({ id: 'QualificationRequest' })

export const qualificationRequestPage = z.object({
  requests: z.array(qualificationRequest),
  ...pageInfo,
})
