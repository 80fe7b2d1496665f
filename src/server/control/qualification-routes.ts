import type { Express } from 'express'
import { z } from 'zod'
import type { QualificationTypeRecord } from '../../domain/qualification.js'
import type { Marketplace } from '../../mturk/unit-of-work.js'
import type { Transaction } from '../../store/store.js'
import { loadPage, pageQuery } from './pagination.js'
import type { QualificationTypeView } from './market-contract.js'
import { sendOrNotFound } from './not-found.js'
import { account, text } from './requests.js'

const typesQuery = z.strictObject({
  account,
  status: z.enum(['Active', 'Inactive', 'Disposing']).optional(),
  text,
  ...pageQuery,
})
const qualificationsQuery = z.strictObject({
  status: z.enum(['Granted', 'Revoked']).optional(),
  ...pageQuery,
})
const requestsQuery = z.strictObject({
  status: z.enum(['Testing', 'Pending', 'Granted', 'Rejected']).optional(),
  ...pageQuery,
})

/** Qualification types, who has them, and who asks for them. */
export function qualificationRoutes(app: Express, { store }: Marketplace): void {
  const typePath = '/_mturk/qualification-types/:id'
  const notFoundMessage = (id: string) => `There is no qualification type ${id}.`

  app.get('/_mturk/qualification-types', async ({ query }, response) => {
    const { limit, after, offset, total, text, ...filter } = typesQuery.parse(query)
    const where = { ...filter, record: text ? { contains: [text] } : undefined }
    const page = await store.transaction(async (tx) => {
      const asked = { limit, after, skip: offset, total }
      const { items, ...listing } = await loadPage(tx.qualificationTypes, where, asked)
      const qualificationTypes: QualificationTypeView[] = []
      for (const each of items) qualificationTypes.push(await buildQualificationTypeView(tx, each))
      return { qualificationTypes, ...listing }
    })
    response.json(page)
  })
  app.get(typePath, async ({ params: { id } }, response) => {
    const view = await store.transaction(async (tx) => {
      const type = await tx.qualificationTypes.find({ id })
      return type && buildQualificationTypeView(tx, type)
    })
    sendOrNotFound(response, view, notFoundMessage(id))
  })
  app.get(`${typePath}/qualifications`, async ({ params: { id }, query }, response) => {
    const { status, ...asked } = qualificationsQuery.parse(query)
    const page = await store.transaction(async (tx) => {
      if (!(await tx.qualificationTypes.find({ id }))) return undefined
      const where = { qualificationTypeId: id, status }
      const { items: qualifications, ...listing } = await loadPage(tx.qualifications, where, asked)
      return { qualifications, ...listing }
    })
    sendOrNotFound(response, page, notFoundMessage(id))
  })
  app.get(`${typePath}/requests`, async ({ params: { id }, query }, response) => {
    const { status, ...asked } = requestsQuery.parse(query)
    const page = await store.transaction(async (tx) => {
      if (!(await tx.qualificationTypes.find({ id }))) return undefined
      const where = { qualificationTypeId: id, status }
      const { items: requests, ...listing } = await loadPage(tx.qualificationRequests, where, asked)
      return { requests, ...listing }
    })
    sendOrNotFound(response, page, notFoundMessage(id))
  })
}

async function buildQualificationTypeView(
  tx: Transaction,
  type: QualificationTypeRecord,
): Promise<QualificationTypeView> {
  const qualificationTypeId = type.id
  return {
    ...type,
    grantedCount: await tx.qualifications.count({ qualificationTypeId, status: 'Granted' }),
    pendingCount: await tx.qualificationRequests.count({ qualificationTypeId, status: 'Pending' }),
  }
}
