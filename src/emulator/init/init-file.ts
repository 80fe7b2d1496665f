import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { readJsonFile } from '../../core/json-file.js'
import { SettingError } from '../../core/setting-error.js'
import { describeIssue, describeProblem } from '../../core/zod-issue.js'
import { accountPattern, defaultAccount } from '../../domain/account.js'
import { isKnownLocale, localeRule } from '../../domain/locale.js'
import { isPossibleHistory } from '../../domain/worker.js'
import { schemaVersion } from '../../store/migrate.js'
import { readAnswersFile } from './answers-file.js'

const account = z.string().regex(accountPattern, 'must be 12 digits')
const attributes = z.record(z.string(), z.string())
/** A policy may be given as JSON or as text. */
const policy = z.union([z.string(), z.record(z.string(), z.unknown())])
const id = z
  .string()
  .regex(/^[A-Z0-9]{1,64}$/, 'must be capital letters and digits, like Amazon’s IDs')
const workerId = z
  .string()
  .regex(/^A[A-Z0-9]{1,63}$/, 'must be an A followed by capital letters and digits')

const ownerFields = { account: account.default(defaultAccount) }
const receiverFields = {
  name: z.string(),
  ...ownerFields,
  region: z.string().optional(),
  attributes: attributes.default({}),
  policy: policy.optional(),
}

const queue = z.strictObject(receiverFields)
const topic = z.strictObject({
  ...receiverFields,
  subscriptions: z
    .array(
      z.strictObject({
        protocol: z.string(),
        endpoint: z.string(),
        attributes: attributes.default({}),
      }),
    )
    .default([]),
})

const layout = z.strictObject({
  ...ownerFields,
  id,
  html: z.string().min(1),
  frameHeight: z.number().int().min(0).default(0),
})

const count = z.number().int().min(0)

const workerHistory = z
  .strictObject({
    submitted: count.optional(),
    approved: count.optional(),
    rejected: count.optional(),
    returned: count.optional(),
  })
  .refine(isPossibleHistory, 'submitted must be at least approved and rejected together.')

const worker = z.strictObject({
  id: workerId,
  locale: z
    .strictObject({ Country: z.string(), Subdivision: z.string().optional() })
    .refine(isKnownLocale, localeRule)
    .optional(),
  adult: z.boolean().optional(),
  master: z.boolean().optional(),
  history: workerHistory.optional(),
})

/** Input of an operation in Amazon's spelling, validated by the operation's own schema. */
const input = z.record(z.string(), z.unknown())

const qualificationType = z.strictObject({
  ...ownerFields,
  /** The ID to use, so that the file can refer to it elsewhere. */
  id: id.optional(),
  /** Input of CreateQualificationType. */
  properties: input,
  /** Scores by worker ID. */
  workers: z.record(workerId, z.number().int()).default({}),
})

const assignment = z.strictObject({
  id: id.optional(),
  workerId,
  status: z.enum(['Accepted', 'Submitted', 'Approved', 'Rejected']).default('Submitted'),
  /** Fields by name, or the answer as XML. */
  answers: z.union([z.string(), input]).default({}),
  /** The requester's, of a decided assignment. */
  feedback: z.string().optional(),
})

/** The other members are the input of CreateHITWithHITType without the type. */
const hit = z.looseObject({
  id: id.optional(),
  assignments: z.array(assignment).default([]),
})

const hitType = z.strictObject({
  ...ownerFields,
  id: id.optional(),
  /** Input of CreateHITType. */
  properties: input,
  /** Notification specification. */
  notification: input.optional(),
  hits: z.array(hit).default([]),
})

/** The other members are validated when the crowd is created. */
const crowd = z.looseObject({
  name: z.string(),
  /** File of answer templates, relative to the init file. */
  answersFile: z.string().optional(),
})

const schema = z.strictObject({
  $schema: z.string().optional(),
  /** Free text for human readers. */
  about: z.string().optional(),
  accounts: z
    .array(
      z.strictObject({
        account,
        customerId: z
          .string()
          .regex(/^A[A-Z0-9]{0,63}$/, 'must be an A followed by capital letters or digits'),
      }),
    )
    .default([]),
  queues: z.array(queue).default([]),
  topics: z.array(topic).default([]),
  layouts: z.array(layout).default([]),
  workers: z.array(worker).default([]),
  qualificationTypes: z.array(qualificationType).default([]),
  hitTypes: z.array(hitType).default([]),
  /** Simulated workers: docs/crowd.md. */
  crowds: z.array(crowd).default([]),
  /** Fault injection rules: docs/faults.md. */
  faults: z.array(z.union([z.string(), z.record(z.string(), z.unknown())])).default([]),
  /** The schema version of the records in `state`. */
  schemaVersion: z.number().int().optional(),
  /** Snapshot as written by `mturk-local export`. */
  state: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))).optional(),
})

export type InitFile = z.infer<typeof schema>

/**
 * Reads seed data from an init file.
 *
 * @throws SettingError when the file cannot be read or is not valid
 */
export const readInitFile = (file: string): InitFile =>
  loadAnswersFiles(parseInitFile(readJsonFile('The init file', file), file), dirname(file))

/**
 * Validates seed data that is already parsed.
 *
 * @param file its name in error messages
 * @throws SettingError
 */
function parseInitFile(json: unknown, file: string): InitFile {
  const result = schema.safeParse(json, { error: describeProblem })
  if (!result.success) {
    const issues = result.error.issues.map((issue) => describeIssue(issue, schema))
    throw new SettingError(`The init file ${file} is not valid: ${issues.join('; ')}.`)
  }
  checkSchemaVersion(result.data, file)
  const duplicate = findDuplicateId(result.data)
  if (duplicate !== undefined)
    throw new SettingError(
      `The init file ${file} is not valid: the ID ${duplicate} is given twice.`,
    )
  return result.data
}

/** @throws SettingError when the state was exported with another schema */
function checkSchemaVersion({ state, schemaVersion: exported }: InitFile, file: string): void {
  if (!state || exported === undefined || exported === schemaVersion) return
  throw new SettingError(
    exported > schemaVersion
      ? `The init file ${file} was exported by a newer mturk-local: its schema version is ${exported}, and this version supports ${schemaVersion}. Use that version.`
      : `The init file ${file} was exported by an older mturk-local: its schema version is ${exported}, and this version supports ${schemaVersion}. Load it there with --data FILE, and start this version on that data file, which it migrates.`,
  )
}

function findDuplicateId({ hitTypes, qualificationTypes }: InitFile): string | undefined {
  const ids = [
    ...qualificationTypes.map(({ id }) => id),
    ...hitTypes.flatMap(({ id, hits }) => [
      id,
      ...hits.flatMap(({ id, assignments }) => [id, ...assignments.map(({ id }) => id)]),
    ]),
  ].filter((id) => id !== undefined)
  return ids.find((id, index) => ids.indexOf(id) !== index)
}

const loadAnswersFiles = (init: InitFile, folder: string): InitFile => ({
  ...init,
  crowds: init.crowds.map(({ answersFile, ...crowd }) =>
    answersFile === undefined
      ? crowd
      : { ...crowd, answers: readAnswersFile(resolve(folder, answersFile)) },
  ),
})
