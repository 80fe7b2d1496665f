import { z } from 'zod'
import type { QualificationTypeRecord } from '../../../domain/qualification.js'
import type { Transaction } from '../../../store/store.js'
import { route } from '../api.js'
import { notFound } from '../api-error.js'
import { loadPage } from '../pagination.js'
import { accountFilter, pageQuery, searchText } from '../schemas/common.js'
import {
  qualificationPage,
  qualificationRequestPage,
  qualificationStatus,
  qualificationType,
  qualificationTypePage,
  requestStatus,
  typeStatus,
} from '../schemas/qualification.js'
import { searchPage } from '../search-page.js'

/** Qualification types, the workers who have them, and the requests for them. */
export const qualificationRoutes = [
  route('GET /_mturk/qualification-types', {
    summary:
      'Returns a page of qualification types, newest first, with how many workers have each and how many requests are open.',
    query: z.strictObject({
      account: accountFilter,
      status: typeStatus.optional(),
      text: searchText,
      ...pageQuery,
    }),
    response: qualificationTypePage,
    async handle({ query: { account, status, text, ...page } }, { store }) {
      const where = { account, status }
      const { items, ...pageInfo } = await (text
        ? searchPage(
            store,
            (tx) => tx.qualificationTypes,
            { ...where, record: { contains: [text] } },
            page,
          )
        : store.transaction((tx) => loadPage(tx.qualificationTypes, where, page)))
      const qualificationTypes = await store.transaction(async (tx) => {
        const views = []
        for (const each of items) views.push(await buildView(tx, each))
        return views
      })
      return { qualificationTypes, ...pageInfo }
    },
  }),
  route('GET /_mturk/qualification-types/{id}', {
    summary: 'Returns one qualification type.',
    response: qualificationType,
    handle: ({ params: { id } }, { store }) =>
      store.transaction(async (tx) => buildView(tx, await loadType(tx, id))),
  }),
  route('GET /_mturk/qualification-types/{id}/qualifications', {
    summary: 'Returns a page of the workers who have it or had it.',
    query: z.strictObject({ status: qualificationStatus.optional(), ...pageQuery }),
    response: qualificationPage,
    handle: ({ params: { id }, query: { status, ...page } }, { store }) =>
      store.transaction(async (tx) => {
        const where = { qualificationTypeId: (await loadType(tx, id)).id, status }
        const { items, ...pageInfo } = await loadPage(tx.qualifications, where, page)
        return { qualifications: items, ...pageInfo }
      }),
  }),
  route('GET /_mturk/qualification-types/{id}/requests', {
    summary: 'Returns a page of the requests for it.',
    query: z.strictObject({ status: requestStatus.optional(), ...pageQuery }),
    response: qualificationRequestPage,
    handle: ({ params: { id }, query: { status, ...page } }, { store }) =>
      store.transaction(async (tx) => {
        const where = { qualificationTypeId: (await loadType(tx, id)).id, status }
        const { items, ...pageInfo } = await loadPage(tx.qualificationRequests, where, page)
        return { requests: items, ...pageInfo }
      }),
  }),
] as const

const loadType = async (tx: Transaction, id: string): Promise<QualificationTypeRecord> =>
  (await tx.qualificationTypes.find({ id })) ?? notFound(`There is no qualification type ${id}.`)

async function buildView(tx: Transaction, type: QualificationTypeRecord) {
  const qualificationTypeId = type.id
  return {
    ...type,
    grantedCount: await tx.qualifications.count({ qualificationTypeId, status: 'Granted' }),
    pendingCount: await tx.qualificationRequests.count({ qualificationTypeId, status: 'Pending' }),
  }
}
