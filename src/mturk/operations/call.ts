import type { StructureShape, TypeOf } from '../../core/schema/shape.js'
import { validateShape } from '../../core/schema/validate.js'
import { ValidationException } from '../../domain/errors.js'
import type { Caller, Marketplace } from '../marketplace.js'
import { inTransaction } from '../unit-of-work.js'
import type { Operation } from './operation.js'

/**
 * Validates the input of an operation and runs it in one transaction.
 *
 * @throws ValidationException with every error of the input, not only the first
 */
export async function call<I extends StructureShape, O extends StructureShape>(
  marketplace: Marketplace,
  operation: Operation<I, O>,
  input: TypeOf<I>,
  caller: Caller,
): Promise<TypeOf<O>> {
  const validationErrors = validateShape(input as object, operation.input)
  if (validationErrors.length > 0) throw new ValidationException(validationErrors)

  return inTransaction(
    marketplace,
    caller,
    (context) => operation.run(input, context),
    operation.afterDelivery,
  )
}
