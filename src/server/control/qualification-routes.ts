import type { Express } from 'express'
import { z } from 'zod'
import type { QualificationType } from '../../domain/qualification.js'
import type { World } from '../../mturk/unit-of-work.js'
import type { Transaction } from '../../store/store.js'
import { listed, pageQuery } from './listing.js'
import type { QualificationTypeTold } from './market-contract.js'
import { answerOne } from './not-found.js'
import { account, text } from './requests.js'

const typesQuery = z.strictObject({
  account,
  status: z.enum(['Active', 'Inactive', 'Disposing']).optional(),
  text,
  ...pageQuery,
})
const holdersQuery = z.strictObject({
  status: z.enum(['Granted', 'Revoked']).optional(),
  ...pageQuery,
})
const requestsQuery = z.strictObject({
  status: z.enum(['Testing', 'Pending', 'Granted', 'Rejected']).optional(),
  ...pageQuery,
})

/** Qualification types, who has them, and who asks for them. */
export function qualificationRoutes(app: Express, { store }: World): void {
  const one = '/_mturk/qualification-types/:id'
  const none = (id: string) => `There is no qualification type ${id}.`

  app.get('/_mturk/qualification-types', async ({ query }, response) => {
    const { limit, after, skip, total, text, ...filter } = typesQuery.parse(query)
    const where = { ...filter, thing: text ? { holds: [text] } : undefined }
    const page = await store.transaction(async (tx) => {
      const asked = { limit, after, skip, total }
      const { found, ...listing } = await listed(tx.qualificationTypes, where, asked)
      const qualificationTypes: QualificationTypeTold[] = []
      for (const each of found) qualificationTypes.push(await told(tx, each))
      return { qualificationTypes, ...listing }
    })
    response.json(page)
  })
  app.get(one, async ({ params: { id } }, response) => {
    const found = await store.transaction(async (tx) => {
      const type = await tx.qualificationTypes.find({ id })
      return type && told(tx, type)
    })
    answerOne(response, found, none(id))
  })
  app.get(`${one}/qualifications`, async ({ params: { id }, query }, response) => {
    const { status, ...asked } = holdersQuery.parse(query)
    const page = await store.transaction(async (tx) => {
      if (!(await tx.qualificationTypes.find({ id }))) return undefined
      const where = { qualificationTypeId: id, status }
      const { found: qualifications, ...listing } = await listed(tx.qualifications, where, asked)
      return { qualifications, ...listing }
    })
    answerOne(response, page, none(id))
  })
  app.get(`${one}/requests`, async ({ params: { id }, query }, response) => {
    const { status, ...asked } = requestsQuery.parse(query)
    const page = await store.transaction(async (tx) => {
      if (!(await tx.qualificationTypes.find({ id }))) return undefined
      const where = { qualificationTypeId: id, status }
      const { found: requests, ...listing } = await listed(tx.qualificationRequests, where, asked)
      return { requests, ...listing }
    })
    answerOne(response, page, none(id))
  })
}

async function told(tx: Transaction, type: QualificationType): Promise<QualificationTypeTold> {
  const qualificationTypeId = type.id
  return {
    ...type,
    granted: await tx.qualifications.count({ qualificationTypeId, status: 'Granted' }),
    pending: await tx.qualificationRequests.count({ qualificationTypeId, status: 'Pending' }),
  }
}
