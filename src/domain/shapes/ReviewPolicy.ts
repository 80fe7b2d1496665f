import { list, required, string, structure, type TypeOf } from '../../core/schema/shape.js'

const values = list(string())

/** A rule by which the service itself reviews submitted assignments. */
export const ReviewPolicy = structure({
  PolicyName: required(string()),
  Parameters: list(
    structure({
      Key: string(),
      Values: values,
      MapEntries: list(structure({ Key: string(), Values: values })),
    }),
  ),
})
export type ReviewPolicy = TypeOf<typeof ReviewPolicy>
