import { list, long, required, string, structure } from '../../core/schema/shape.js'
import { hitTypeProperties } from '../../domain/hit-type.js'
import { QualificationRequirement } from '../../domain/shapes/QualificationRequirement.js'
import { CurrencyAmount, EntityId } from '../../domain/shapes/scalars.js'
import { hitTypeWith } from './hit-making.js'
import { operation } from './operation.js'
import { checkRequired } from './qualification-terms.js'

/** What a HIT type is made of, here and in CreateHIT. */
export const hitTypeMembers = {
  AutoApprovalDelayInSeconds: long(),
  AssignmentDurationInSeconds: required(long()),
  Reward: required(CurrencyAmount),
  Title: required(string()),
  Keywords: string(),
  Description: required(string()),
  QualificationRequirements: list(QualificationRequirement),
}

/** Makes a kind of work, or finds the one with the same properties. */
export const CreateHITType = operation({
  name: 'CreateHITType',
  input: structure(hitTypeMembers),
  output: structure({ HITTypeId: EntityId }),

  async run(input, context) {
    const properties = hitTypeProperties(input)
    await checkRequired(context, properties.qualificationRequirements)

    const { id } = await hitTypeWith(context, properties)
    return { HITTypeId: id }
  },
})
