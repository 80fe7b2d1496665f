import { createHash } from 'node:crypto'

/** RequesterAnnotation of a batch's HITs, as the requester website wrote it. */
export const formatAnnotation = (batchId: string, template: string): string =>
  `BatchId:${batchId};OriginalHitTemplateId:${hashTemplate(template)};`

export const isOfBatch = (annotation: string | undefined, batchId: string): boolean =>
  annotation?.startsWith(`BatchId:${batchId};`) ?? false

/** The same number for the same template. */
const hashTemplate = (template: string): number =>
  createHash('sha256').update(template).digest().readUInt32BE()
