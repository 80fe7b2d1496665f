import { boolean, integer, long, required, string, structure } from '../../core/schema/shape.js'
import { parameterMissing } from '../../domain/errors.js'
import type { QualificationTypeRecord as Kept } from '../../domain/qualification.js'
import {
  QualificationType,
  QualificationTypeStatus,
} from '../../domain/shapes/QualificationType.js'
import { EntityId } from '../../domain/shapes/scalars.js'
import { loadOwnQualificationType } from './load-owned.js'
import { defineOperation } from './operation.js'
import { qualificationTypeToWire } from './to-wire.js'
import { checkQualificationType } from './validate-qualification-type.js'

/** Changes the given members of a qualification type; name and keywords cannot change. */
export const UpdateQualificationType = defineOperation({
  name: 'UpdateQualificationType',
  input: structure({
    QualificationTypeId: required(EntityId),
    Description: string(),
    QualificationTypeStatus,
    Test: string(),
    AnswerKey: string(),
    TestDurationInSeconds: long(),
    RetryDelayInSeconds: long(),
    AutoGranted: boolean(),
    AutoGrantedValue: integer(),
  }),
  output: structure({ QualificationType }),

  async run(input, context) {
    const before = await loadOwnQualificationType(context, input.QualificationTypeId)
    checkTestIsComplete(input)

    const autoGranted = input.AutoGranted ?? before.autoGranted
    const value = input.AutoGrantedValue ?? before.autoGrantedValue ?? 1
    const next: Kept = {
      ...before,
      description: input.Description ?? before.description,
      status: input.QualificationTypeStatus ?? before.status,
      test: input.Test ?? before.test,
      // The old answer key does not fit a new test; without a new key the requester scores it.
      answerKey: input.AnswerKey ?? (input.Test === undefined ? before.answerKey : undefined),
      testDurationInSeconds: input.TestDurationInSeconds ?? before.testDurationInSeconds,
      retryDelayInSeconds: input.RetryDelayInSeconds ?? before.retryDelayInSeconds,
      autoGranted,
      autoGrantedValue: autoGranted ? value : undefined,
    }
    await checkQualificationType(next)

    await context.store.qualificationTypes.put(next)
    return { QualificationType: qualificationTypeToWire(next) }
  },
})

interface TestInput {
  readonly Test?: string
  readonly TestDurationInSeconds?: number
  readonly AnswerKey?: string
}

/** "All three parameters specify the updated test." One of them alone is not enough. */
function checkTestIsComplete({ Test, TestDurationInSeconds, AnswerKey }: TestInput): void {
  if (Test !== undefined && TestDurationInSeconds === undefined)
    throw parameterMissing('TestDurationInSeconds')
  if (Test === undefined && (TestDurationInSeconds ?? AnswerKey) !== undefined)
    throw parameterMissing('Test')
}
