import type { StructureShape, TypeOf } from '../../core/schema/shape.js'
import type { Delivery } from '../../notifications/delivery.js'
import type { UnitOfWork } from '../unit-of-work.js'

/** One operation of the requester API, under Amazon's name. */
export interface Operation<
  I extends StructureShape = StructureShape,
  O extends StructureShape = StructureShape,
> {
  readonly name: string
  readonly input: I
  readonly output: O
  run(input: TypeOf<I>, context: UnitOfWork): Promise<TypeOf<O>>
  /** Makes the output from the deliveries that the call waits for, after the commit. */
  afterDelivery?(output: TypeOf<O>, deliveries: readonly Delivery[]): TypeOf<O>
}

/** Infers the types of an operation from its two shapes. */
export const defineOperation = <I extends StructureShape, O extends StructureShape>(
  definition: Operation<I, O>,
): Operation<I, O> => definition
