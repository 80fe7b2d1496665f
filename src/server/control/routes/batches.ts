import { z } from 'zod'
import { baseHeaders } from '../../security/headers.js'
import { plainRoute, route } from '../api.js'
import { notFound } from '../api-error.js'
import { readCallOptions } from '../read-call-options.js'
import {
  batch,
  batchesQuery,
  batchId,
  batchInput,
  batchPage,
  batchPreview,
  batchPreviewInput,
  batchReview,
  batchReviewInput,
  batchRows,
  batchRowsQuery,
  createdBatch,
  ofAccount,
} from '../schemas/batch.js'
import { accountOrDefault } from '../schemas/common.js'

/** What reads and writes CSV is loaded with the first batch. */
const loadBatchControl = () => import('../batches/batch-control.js')

const bodyLimit = '16mb'
const parameters = { id: batchId }

/** HITs from the rows of a CSV file, and their results as one. */
export const batchRoutes = [
  route('GET /_mturk/batches', {
    summary: 'Returns a page of the batches of all requesters with their progress, newest first.',
    query: z.strictObject(batchesQuery),
    response: batchPage,
    handle: async ({ query }, { store }) => (await loadBatchControl()).listPage(store, query),
  }),
  route('POST /_mturk/batches', {
    summary: 'Creates a HIT for each row of a CSV file, or none if a row is refused.',
    body: batchInput,
    bodyLimit,
    status: 201,
    response: createdBatch,
    handle: async ({ body, headers }, { marketplace }) =>
      (await loadBatchControl()).create(marketplace, body, readCallOptions(marketplace, headers)),
  }),
  route('POST /_mturk/batches/previews', {
    summary: 'Checks a template and a CSV file; returns the path of the page of the first row.',
    body: batchPreviewInput,
    bodyLimit,
    status: 201,
    response: batchPreview,
    async handle({ body }, { batchPreviews, random }) {
      const { html, ...table } = (await loadBatchControl()).renderPreview(body)
      const id = random.uuid()
      batchPreviews.add(id, html)
      return { ...table, path: `/_mturk/batches/previews/${id}` }
    },
  }),
  plainRoute('GET /_mturk/batches/previews/{id}', {
    summary: 'Returns the page of a preview, whose form cannot be submitted.',
    contentType: 'text/html',
    respond:
      ({ batchPreviews }) =>
      ({ params: { id } }, response) => {
        const html = batchPreviews.find(id!) ?? notFound(`There is no preview ${id}.`)
        response.removeHeader('cross-origin-opener-policy')
        response
          .set({ ...baseHeaders, 'content-security-policy': previewPolicy })
          .type('html')
          .send(html)
      },
  }),
  route('GET /_mturk/batches/{id}', {
    summary: 'Returns one batch with its progress.',
    parameters,
    query: ofAccount,
    response: batch,
    handle: async ({ params: { id }, query: { account } }, { store }) =>
      (await loadBatchControl()).load(store, { account, batchId: id }),
  }),
  route('GET /_mturk/batches/{id}/rows', {
    summary:
      'Returns a page of the rows of a batch, the first row first, each with its HIT and what was submitted.',
    parameters,
    query: batchRowsQuery,
    response: batchRows,
    handle: async ({ params: { id }, query: { account, ...page } }, { store }) =>
      (await loadBatchControl()).loadRowPage(store, { account, batchId: id }, page),
  }),
  plainRoute('GET /_mturk/batches/{id}/results', {
    summary:
      'Returns the results of a batch as the requester website wrote them: a row for each submitted assignment.',
    parameters,
    query: ofAccount,
    contentType: 'text/csv',
    respond:
      ({ store }) =>
      async ({ params: { id }, query }, response) => {
        const account = accountOrDefault.parse(query.account)
        const { loadResultFile } = await loadBatchControl()
        const text = await loadResultFile(store, { account, batchId: id! })
        response
          .set('content-disposition', `attachment; filename="Batch_${id}_batch_results.csv"`)
          .type('csv')
          .send(text)
      },
  }),
  route('POST /_mturk/batches/{id}/review', {
    summary: 'Approves and rejects the assignments of a batch by a reviewed file of its results.',
    parameters,
    query: ofAccount,
    body: batchReviewInput,
    bodyLimit: '64mb',
    response: batchReview,
    handle: async (
      { params: { id }, query: { account }, body: { csv }, headers },
      { marketplace },
    ) =>
      (await loadBatchControl()).review(
        { marketplace, options: readCallOptions(marketplace, headers) },
        { account, batchId: id },
        csv,
      ),
  }),
] as const

/** As the page of a HIT, but its form goes nowhere. */
const previewPolicy =
  "sandbox allow-scripts; form-action 'none'; frame-ancestors 'self'; base-uri 'none'"
