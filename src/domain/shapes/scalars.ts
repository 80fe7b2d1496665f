import { integer, string } from '../../core/schema/shape.js'

export const EntityId = string({ min: 1, max: 64, pattern: /^[A-Z0-9]+$/ })
export const CustomerId = string({ min: 1, max: 64, pattern: /^A[A-Z0-9]+$/ })
export const CurrencyAmount = string({ pattern: /^[0-9]+(\.)?[0-9]{0,2}$/ })
export const IdempotencyToken = string({ min: 1, max: 64 })
export const PaginationToken = string({ min: 1, max: 255 })
export const ResultSize = integer({ min: 1, max: 100 })
