import { boolean, integer, long, required, string, structure } from '../../core/schema/shape.js'
import { testNeeds } from '../../domain/errors.js'
import type { QualificationType as Kept } from '../../domain/qualification.js'
import {
  QualificationType,
  QualificationTypeStatus,
} from '../../domain/shapes/QualificationType.js'
import { EntityId } from '../../domain/shapes/scalars.js'
import { operation } from './operation.js'
import { ownQualificationType } from './own.js'
import { checkQualificationType } from './qualification-terms.js'
import { shownQualificationType } from './shown.js'

/** Changes what is given of a qualification type; its name and keywords stay. */
export const UpdateQualificationType = operation({
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
    const before = await ownQualificationType(context, input.QualificationTypeId)
    checkWholeTest(input)

    const autoGranted = input.AutoGranted ?? before.autoGranted
    const value = input.AutoGrantedValue ?? before.autoGrantedValue ?? 1
    const next: Kept = {
      ...before,
      description: input.Description ?? before.description,
      status: input.QualificationTypeStatus ?? before.status,
      test: input.Test ?? before.test,
      // A new test without a key is scored by hand: the old key is not for it.
      answerKey: input.AnswerKey ?? (input.Test === undefined ? before.answerKey : undefined),
      testDurationInSeconds: input.TestDurationInSeconds ?? before.testDurationInSeconds,
      retryDelayInSeconds: input.RetryDelayInSeconds ?? before.retryDelayInSeconds,
      autoGranted,
      autoGrantedValue: autoGranted ? value : undefined,
    }
    await checkQualificationType(next)

    await context.store.qualificationTypes.put(next)
    return { QualificationType: shownQualificationType(next) }
  },
})

interface TestInput {
  readonly Test?: string
  readonly TestDurationInSeconds?: number
  readonly AnswerKey?: string
}

/** "All three parameters specify the updated test." One of them alone does not. */
function checkWholeTest({ Test, TestDurationInSeconds, AnswerKey }: TestInput): void {
  if (Test !== undefined && TestDurationInSeconds === undefined)
    throw testNeeds('TestDurationInSeconds')
  if (Test === undefined && (TestDurationInSeconds ?? AnswerKey) !== undefined)
    throw testNeeds('Test, also when its questions stay as they are')
}
