import { createHash } from 'node:crypto'

/** RequesterAnnotation of a batch's HITs, as the requester website wrote it. */
export const formatAnnotation = (batchId: string, template: string): string =>
  `BatchId:${batchId};OriginalHitTemplateId:${hashTemplate(template)};`

/** The batch that an annotation names; undefined if it names none. */
export const readBatchId = (annotation = ''): string | undefined =>
  annotation.startsWith('BatchId:') ? /^BatchId:(\d{1,15});/.exec(annotation)?.[1] : undefined

/** The same number for the same template. */
const hashTemplate = (template: string): number =>
  createHash('sha256').update(template).digest().readUInt32BE()
