import type { z } from 'zod'
import { randomString } from '../../../core/random.js'
import { readAnswerColumns } from '../../../domain/batches/answer-columns.js'
import { parseCsv } from '../../../domain/batches/csv-table.js'
import { formatResults } from '../../../domain/batches/results.js'
import { readReviews } from '../../../domain/batches/review.js'
import { buildRowQuestion, checkVariables, completePage } from '../../../domain/batches/template.js'
import { extractHtml } from '../../../domain/questions/html-question.js'
import { createBatchHits } from '../../../mturk/batches/create-batch.js'
import {
  type BatchKey,
  type BatchRow,
  type ListedBatch,
  listBatches,
  loadBatchType,
  loadProgress,
  loadResults,
  loadRows,
} from '../../../mturk/batches/load-batches.js'
import { reviewBatch } from '../../../mturk/batches/review-batch.js'
import type { CallOptions, Marketplace } from '../../../mturk/marketplace.js'
import type { Store } from '../../../store/store.js'
import { notFound } from '../api-error.js'
import { type PageParameters, pageOf } from '../pagination.js'
import type { batch, batchInput, batchPreviewInput, batchRows } from '../schemas/batch.js'

type BatchView = z.output<typeof batch>
type RowView = z.output<typeof batchRows>['rows'][number]

/** The batches of all accounts, or of one, that have a text in their ID or title. */
export async function listPage(
  store: Store,
  { account, text, ...page }: PageParameters & { account?: string; text?: string },
) {
  const batches = await listBatches(store, { account })
  const matching = text ? await search(store, batches, text.toLowerCase()) : batches
  const { items, ...pageInfo } = pageOf(matching, ({ position }) => position, page)
  const views: BatchView[] = []
  for (const key of items) {
    const progress = await loadProgress(store, key)
    // Its HITs may have been deleted since they were counted.
    if (progress) views.push({ account: key.account, id: key.batchId, ...progress })
  }
  return { batches: views, ...pageInfo }
}

async function search(
  store: Store,
  batches: readonly ListedBatch[],
  text: string,
): Promise<readonly ListedBatch[]> {
  const matching: ListedBatch[] = []
  for (const each of batches) {
    const title = (await loadBatchType(store, each))?.title ?? ''
    if (each.batchId.includes(text) || title.toLowerCase().includes(text)) matching.push(each)
  }
  return matching
}

/** @throws ApiError when there is none */
export async function load(store: Store, key: BatchKey): Promise<BatchView> {
  const progress = (await loadProgress(store, key)) ?? batchNotFound(key)
  return { account: key.account, id: key.batchId, ...progress }
}

/** @throws BatchInputError when the template, a row or an option is refused */
export async function create(
  marketplace: Marketplace,
  input: z.output<typeof batchInput>,
  options: CallOptions,
): Promise<BatchView & { readonly created: number; readonly existing: number }> {
  const { store, random } = marketplace
  const { account, title } = input
  const { page, table } = readContent(input)
  const key = { account, batchId: input.batchId ?? randomString(random, '123456789', 7) }
  const counts = await createBatchHits(
    marketplace,
    { ...options, account },
    {
      batchId: key.batchId,
      page,
      table,
      hitType: {
        Title: title,
        Description: input.description ?? title,
        Keywords: input.keywords,
        Reward: input.reward,
        AssignmentDurationInSeconds: input.duration,
        AutoApprovalDelayInSeconds: input.autoApprovalDelay,
      },
      maxAssignments: input.assignments,
      lifetimeInSeconds: input.lifetime,
      frameHeight: input.frameHeight,
      valuesAreText: input.escape,
    },
  )
  return { ...(await load(store, key)), ...counts }
}

/** @throws BatchInputError when the template or the CSV file is not valid */
export function renderPreview(input: z.output<typeof batchPreviewInput>) {
  const { page, table } = readContent(input)
  const options = { row: 1, frameHeight: 0, valuesAreText: input.escape }
  const question = buildRowQuestion(page, table.rows[0]!, options)
  return {
    html: extractHtml(question)!,
    columns: [...table.columns],
    rows: table.rows.length,
  }
}

function readContent({ template, csv }: { readonly template: string; readonly csv: string }) {
  const page = completePage(template)
  const table = parseCsv(csv)
  checkVariables(page, table)
  return { page, table }
}

/** @throws ApiError when there is no such batch */
export async function loadRowPage(
  store: Store,
  key: BatchKey,
  page: { readonly limit: number; readonly after?: number },
) {
  const { rows, next } = await loadRows(store, key, page)
  if (rows.length === 0 && page.after === undefined) batchNotFound(key)
  return { rows: rows.map(toRowView), next }
}

const toRowView = ({ hit, input, assignments }: BatchRow): RowView => ({
  hitId: hit.id,
  status: hit.status,
  maxAssignments: hit.maxAssignments,
  input: { ...input?.values },
  assignments: assignments.map(
    ({ id, workerId, status, submitTime, requesterFeedback, answer = '' }) => ({
      id,
      workerId,
      status: status as RowView['assignments'][number]['status'],
      submitTime: submitTime!,
      requesterFeedback,
      answers: Object.fromEntries(
        [...readAnswerColumns(answer)].map(([column, value]) => [
          column.slice('Answer.'.length),
          value,
        ]),
      ),
    }),
  ),
})

/** @throws ApiError when there is no such batch */
export async function loadResultFile(store: Store, key: BatchKey): Promise<string> {
  const results = await loadResults(store, key)
  if (results.length === 0) batchNotFound(key)
  return formatResults(results)
}

/** @throws BatchInputError when the file is not valid, before anything is reviewed */
export async function review(
  { marketplace, options }: { marketplace: Marketplace; options: CallOptions },
  key: BatchKey,
  csv: string,
) {
  const { store } = marketplace
  if (!(await loadBatchType(store, key))) batchNotFound(key)
  const table = parseCsv(csv, { allowsShortRows: true })
  const { approved, rejected, errors } = await reviewBatch(
    marketplace,
    { ...options, account: key.account },
    key.batchId,
    readReviews(table),
  )
  const unchanged = table.rows.length - approved - rejected
  return { approved, rejected, unchanged, errors: [...errors] }
}

const batchNotFound = ({ account, batchId }: BatchKey): never =>
  notFound(`There is no batch ${batchId} of the account ${account}.`)
