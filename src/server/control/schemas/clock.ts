import { z } from 'zod'
import { account, count, instant } from './common.js'

export const clockState = z.enum(['frozen', 'running'])

const scheduledJob = z.object({
  account,
  kind: z.enum(['expire', 'abandon', 'approve', 'dispose', 'simulated-worker']),
  subject: z.string().describe('The ID of the HIT, of the assignment or of the worker.'),
  at: instant,
})

export const clock = z
  .object({
    now: instant,
    state: clockState,
    advance: z
      .object({
        from: instant,
        to: instant,
        jobCount: count.describe('How many jobs have run so far.'),
      })
      .optional()
      .describe('While the clock is being advanced.'),
    upcomingJobs: z.array(scheduledJob).describe('The next ones only, earliest first.'),
  })
  .meta({ id: 'Clock' })

export const advanceInput = z
  .strictObject({
    by: z.string().min(1).optional().describe('A duration in ISO 8601, such as `PT1H` or `P3D`.'),
    to: z.iso
      .datetime('must be an instant in ISO 8601, such as 2026-01-31T12:00:00Z')
      .optional()
      .describe('A later instant in ISO 8601.'),
  })
  .refine(({ by, to }) => (by === undefined) !== (to === undefined), 'Give either "by" or "to"')
