import type { StructureShape, TypeOf } from '../../core/schema/shape.js'
import { faultsIn } from '../../core/schema/validate.js'
import { ValidationException } from '../../domain/errors.js'
import { change, type Party, type World } from '../unit-of-work.js'
import type { Operation } from './operation.js'

/**
 * Runs one operation: checks what it was given, then makes the change.
 *
 * @throws ValidationException naming every fault of the input, not the first alone
 */
export async function call<I extends StructureShape, O extends StructureShape>(
  world: World,
  operation: Operation<I, O>,
  input: TypeOf<I>,
  party: Party,
): Promise<TypeOf<O>> {
  const faults = faultsIn(input as object, operation.input)
  if (faults.length > 0) throw new ValidationException(faults)

  return change(world, party, (context) => operation.run(input, context), operation.conclude)
}
