import { list, long, required, string, structure } from '../../core/schema/shape.js'
import { parseHitTypeInput } from '../../domain/hit-type.js'
import { QualificationRequirement } from '../../domain/shapes/QualificationRequirement.js'
import { CurrencyAmount, EntityId } from '../../domain/shapes/scalars.js'
import { findOrCreateHitType } from './create-hit.js'
import { defineOperation } from './operation.js'
import { checkRequirementTypes } from './validate-qualification-type.js'

/** The properties of a HIT type, which CreateHIT takes too. */
export const hitTypeMembers = {
  AutoApprovalDelayInSeconds: long(),
  AssignmentDurationInSeconds: required(long()),
  Reward: required(CurrencyAmount),
  Title: required(string()),
  Keywords: string(),
  Description: required(string()),
  QualificationRequirements: list(QualificationRequirement),
}

/** Creates a HIT type, or returns the one with the same properties. */
export const CreateHITType = defineOperation({
  name: 'CreateHITType',
  input: structure(hitTypeMembers),
  output: structure({ HITTypeId: EntityId }),

  async run(input, context) {
    const properties = parseHitTypeInput(input)
    await checkRequirementTypes(context, properties.qualificationRequirements)

    const { id } = await findOrCreateHitType(context, properties)
    return { HITTypeId: id }
  },
})
