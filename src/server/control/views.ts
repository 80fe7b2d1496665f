import type { z } from 'zod'
import type { Json } from './json-types.js'
import type { LiveEvent } from './live-feed.js'
import type { PageParameters } from './pagination.js'
import type { batch, batchInput, batchPreview, batchReview, batchRows } from './schemas/batch.js'
import type { apiCall } from './schemas/call.js'
import type { check, checkCaseList, checkInput } from './schemas/check.js'
import type { clock } from './schemas/clock.js'
import type { crowd, crowdInput, simulatedWorker } from './schemas/crowd.js'
import type { delivery } from './schemas/delivery.js'
import type { emulatorInfo } from './schemas/emulator.js'
import type { activeFaultRule, appliedFault, faultRuleInput } from './schemas/fault.js'
import type { assignment, assignmentPage, hit, hitListItem, hitType } from './schemas/hit.js'
import type { mail, mailSummary } from './schemas/mail.js'
import type { overview } from './schemas/overview.js'
import type {
  qualification,
  qualificationRequest,
  qualificationType,
} from './schemas/qualification.js'
import type {
  formContent,
  formQuestion,
  question,
  questionForm,
  textAnswer,
} from './schemas/question.js'
import type { queue, queueMessage, topic } from './schemas/receiver.js'
import type {
  availableGroup,
  availableQualification,
  hitPreview,
  startedTest,
  workerAssignment,
  workerHitSummary,
  workerRequirement,
  workerSummary,
} from './schemas/worker.js'

/** What the control API answers, as clients see it. Instants are texts in ISO 8601. */
type View<S extends z.ZodType> = Json<z.output<S>>

export type AppliedFaultView = View<typeof appliedFault>
export type AssignmentPageView = View<typeof assignmentPage>
export type AssignmentView = View<typeof assignment>
export type AvailableGroupView = View<typeof availableGroup>
export type AvailableQualificationView = View<typeof availableQualification>
export type BatchPreviewView = View<typeof batchPreview>
export type BatchReviewView = View<typeof batchReview>
export type BatchRowView = View<typeof batchRows>['rows'][number]
export type BatchView = View<typeof batch>
export type CallView = View<typeof apiCall>
export type CheckCaseView = View<typeof checkCaseList>['cases'][number]
export type CheckView = View<typeof check>
export type ClockView = View<typeof clock>
export type DeliveryView = View<typeof delivery>
export type ActiveFaultRuleView = View<typeof activeFaultRule>
export type FormContentView = View<typeof formContent>
export type FormQuestionView = View<typeof formQuestion>
export type HITListItemView = View<typeof hitListItem>
export type HITPreviewView = View<typeof hitPreview>
export type HITQuestionView = View<typeof question>
export type HITSummaryView = View<typeof workerHitSummary>
export type HITTypeView = View<typeof hitType>
export type HITView = View<typeof hit>
export type InfoView = View<typeof emulatorInfo>
export type LiveEventView = Json<LiveEvent>
export type MailSummaryView = View<typeof mailSummary>
export type MailView = View<typeof mail>
export type OverviewView = View<typeof overview>
export type QualificationRequestView = View<typeof qualificationRequest>
export type QualificationTypeView = View<typeof qualificationType>
export type QualificationView = View<typeof qualification>
export type QuestionFormView = View<typeof questionForm>
export type QueueMessageView = View<typeof queueMessage>
export type QueueView = View<typeof queue>
export type SimulatedCrowdView = View<typeof crowd>
export type SimulatedWorkerView = View<typeof simulatedWorker>
export type StartedTestView = View<typeof startedTest>
export type TextAnswerView = View<typeof textAnswer>
export type TopicView = View<typeof topic>
export type WorkerAssignmentView = View<typeof workerAssignment>
export type WorkerRequirementView = View<typeof workerRequirement>
export type WorkerSummaryView = View<typeof workerSummary>

/** How every list is read: newest first, page by page. */
export type PageRequest = Partial<PageParameters>
export type BatchInput = z.input<typeof batchInput>
export type CheckInput = z.input<typeof checkInput>
export type CrowdSettingsInput = z.input<typeof crowdInput>
export type NewFaultRuleInput = z.input<typeof faultRuleInput>

export type { PageInfo } from './pagination.js'
