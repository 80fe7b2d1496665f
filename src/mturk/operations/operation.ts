import type { StructureShape, TypeOf } from '../../core/schema/shape.js'
import type { Delivery } from '../../notifications/delivery.js'
import type { UnitOfWork } from '../unit-of-work.js'

/** One thing a requester can ask for, as Amazon names it: what it takes, what it gives, what it does. */
export interface Operation<
  I extends StructureShape = StructureShape,
  O extends StructureShape = StructureShape,
> {
  readonly name: string
  readonly input: I
  readonly output: O
  run(input: TypeOf<I>, context: UnitOfWork): Promise<TypeOf<O>>
  /** What it gives when all that its caller waits for was tried; the change stands by then. */
  afterDelivery?(output: TypeOf<O>, deliveries: readonly Delivery[]): TypeOf<O>
}

/** Lets the compiler work out an operation's types from its two shapes. */
export const defineOperation = <I extends StructureShape, O extends StructureShape>(
  definition: Operation<I, O>,
): Operation<I, O> => definition
