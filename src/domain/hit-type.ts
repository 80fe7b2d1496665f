import { hash } from 'node:crypto'
import {
  charactersNotSupported,
  controlCharactersNotAllowed,
  lengthTooLong,
  lengthTooShort,
  outOfRange,
} from './errors.js'
import { checkRequirement } from './requirement.js'
import type { QualificationRequirement } from './shapes/QualificationRequirement.js'

/** The properties shared by HITs that workers see as one kind of work. */
export interface HitTypeRecord {
  readonly account: string
  readonly id: string
  /** The ID under which workers find the HITs of this type; it differs from the type's own ID. */
  readonly groupId: string
  /** Equal for types with equal properties, which are one type. */
  readonly fingerprint: string
  readonly title: string
  readonly description: string
  readonly keywords?: string
  readonly reward: string
  readonly assignmentDurationInSeconds: number
  readonly autoApprovalDelayInSeconds: number
  readonly qualificationRequirements: readonly QualificationRequirement[]
}

export type HitTypeProperties = Omit<HitTypeRecord, 'account' | 'id' | 'groupId' | 'fingerprint'>

const thirtyDays = 2_592_000
const yearInSeconds = 31_536_000

/** A requester's input for a HIT type, in Amazon's spelling. */
interface HITTypeInput {
  readonly Title: string
  readonly Description: string
  readonly Keywords?: string
  readonly Reward: string
  readonly AssignmentDurationInSeconds: number
  readonly AutoApprovalDelayInSeconds?: number
  readonly QualificationRequirements?: readonly QualificationRequirement[]
}

/**
 * The properties of a HIT type, defaults filled in; limits of the 2014 manual (api-behaviour §9).
 *
 * @throws ParameterValidationError
 */
export function parseHitTypeInput(input: HITTypeInput): HitTypeProperties {
  const { AssignmentDurationInSeconds, AutoApprovalDelayInSeconds = thirtyDays } = input
  checkLength('Title', input.Title, 1, 128)
  checkLength('Description', input.Description, 1, 2000)
  checkLength('Keywords', input.Keywords ?? '', 0, 1000)
  checkCharacters('Title', input.Title)
  checkCharacters('Description', input.Description)
  checkCharacters('Keywords', input.Keywords)
  checkRange('AssignmentDurationInSeconds', AssignmentDurationInSeconds, 30, yearInSeconds)
  checkRange('AutoApprovalDelayInSeconds', AutoApprovalDelayInSeconds, 0, thirtyDays)
  const requirements = input.QualificationRequirements ?? []
  if (requirements.length > 10)
    throw outOfRange('QualificationRequirements', requirements.length, 0, 10)
  for (const requirement of requirements) checkRequirement(requirement)
  return {
    title: input.Title,
    description: input.Description,
    keywords: input.Keywords,
    reward: normalizeAmount(input.Reward),
    assignmentDurationInSeconds: AssignmentDurationInSeconds,
    autoApprovalDelayInSeconds: AutoApprovalDelayInSeconds,
    qualificationRequirements: requirements.map(withAccessDefaults),
  }
}

/** Captured: both members are returned though the request had neither. */
const withAccessDefaults = (requirement: QualificationRequirement): QualificationRequirement => {
  const ActionsGuarded =
    requirement.ActionsGuarded ?? (requirement.RequiredToPreview ? 'PreviewAndAccept' : 'Accept')
  return { ...requirement, ActionsGuarded, RequiredToPreview: ActionsGuarded !== 'Accept' }
}

export const computeFingerprint = (properties: HitTypeProperties): string =>
  hash('sha256', JSON.stringify(properties))

/** Two decimals, as in every captured amount; no digits of large amounts are lost. */
export function normalizeAmount(amount: string): string {
  const [dollars = '', cents = ''] = amount.split('.')
  return `${BigInt(dollars)}.${cents.padEnd(2, '0')}`
}

/** @throws ParameterValidationError */
export function checkRange(name: string, value: number, min: number, max: number): void {
  if (value < min || value > max) throw outOfRange(name, value, min, max)
}

/**
 * A message to a worker: XML could not carry most control characters (2014 manual).
 *
 * @throws ParameterValidationError
 */
export function checkFeedback(text: string): void {
  checkLength('RequesterFeedback', text, 0, 1024)
  if (/[\0-\x08\x0b\x0c\x0e-\x1f]/.test(text))
    throw controlCharactersNotAllowed('RequesterFeedback')
}

/** @throws ParameterValidationError */
export function checkLength(name: string, text: string, min: number, max: number): void {
  if (text.length < min) throw lengthTooShort(name, min)
  if (text.length > max) throw lengthTooLong(name, max)
}

/**
 * Refuses what UTF-8 writes in four bytes: "4-byte UTF-8 chars (which includes emoji) are not
 * supported in the HIT" (Amazon, in boto3#2277).
 *
 * @throws ParameterValidationError
 */
export function checkCharacters(name: string, text = ''): void {
  if (/[\u{10000}-\u{10ffff}]/u.test(text)) throw charactersNotSupported(name)
}

export const oneYear = yearInSeconds
