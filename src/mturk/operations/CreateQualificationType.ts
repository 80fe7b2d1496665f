import { boolean, integer, long, required, string, structure } from '../../core/schema/shape.js'
import { qualificationTypeAlreadyExists } from '../../domain/errors.js'
import { checkLength } from '../../domain/hit-type.js'
import {
  QualificationType,
  QualificationTypeStatus,
} from '../../domain/shapes/QualificationType.js'
import { defineOperation } from './operation.js'
import { qualificationTypeToWire } from './to-wire.js'
import { checkQualificationType } from './validate-qualification-type.js'

/** Creates a qualification type, which workers can request or be granted. */
export const CreateQualificationType = defineOperation({
  name: 'CreateQualificationType',
  input: structure({
    Name: required(string()),
    Keywords: string(),
    Description: required(string()),
    QualificationTypeStatus: required(QualificationTypeStatus),
    RetryDelayInSeconds: long(),
    Test: string(),
    AnswerKey: string(),
    TestDurationInSeconds: long(),
    AutoGranted: boolean(),
    AutoGrantedValue: integer(),
  }),
  output: structure({ QualificationType }),

  async run(input, context) {
    const { account, store, now } = context
    const { Name: name, AutoGranted: autoGranted = false } = input
    checkLength('Name', name, 1, 200)
    const sameNameCount = await store.qualificationTypes.count({
      account,
      name,
      status: ['Active', 'Inactive'],
    })
    if (sameNameCount > 0) throw qualificationTypeAlreadyExists()

    const type = {
      account,
      id: context.newId(),
      createdAt: now,
      name,
      keywords: input.Keywords,
      description: input.Description,
      status: input.QualificationTypeStatus,
      retryDelayInSeconds: input.RetryDelayInSeconds,
      test: input.Test,
      answerKey: input.AnswerKey,
      testDurationInSeconds: input.TestDurationInSeconds,
      isRequestable: true,
      autoGranted,
      autoGrantedValue: autoGranted ? (input.AutoGrantedValue ?? 1) : undefined,
    }
    await checkQualificationType(type)

    await store.qualificationTypes.put(type)
    return { QualificationType: qualificationTypeToWire(type) }
  },
})
