import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { SettingError } from '../../core/setting-error.js'
import { defaultAccount } from '../../domain/account.js'
import { readAnswersFile } from './answers-file.js'

const account = z.string().regex(/^\d{12}$/, 'must be 12 digits')
const attributes = z.record(z.string(), z.string())
/** A policy may be written as JSON in JSON, or as the text that AWS wants. */
const policy = z.union([z.string(), z.record(z.string(), z.unknown())])
const id = z.string().regex(/^[A-Z0-9]{1,64}$/, 'must be capitals and digits, as Amazon’s IDs are')
const workerId = z
  .string()
  .regex(/^A[A-Z0-9]{1,63}$/, 'must be an A with capitals and digits after it')

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

const worker = z.strictObject({
  id: workerId,
  locale: z.strictObject({ Country: z.string(), Subdivision: z.string().optional() }).optional(),
  adult: z.boolean().optional(),
  master: z.boolean().optional(),
})

/** What an operation takes, in Amazon's own spelling: it is checked by the operation's own schema. */
const input = z.record(z.string(), z.unknown())

const qualificationType = z.strictObject({
  ...ownerFields,
  /** A file that names it elsewhere wants it to have this one. */
  id: id.optional(),
  /** Input of CreateQualificationType. */
  properties: input,
  /** Who has it, and with which score. */
  workers: z.record(workerId, z.number().int()).default({}),
})

const hitType = z.strictObject({
  ...ownerFields,
  /** Input of CreateHITType. */
  properties: input,
  /** Where its news goes. */
  notification: input.optional(),
  /** Each the input of CreateHITWithHITType, without the type. */
  hits: z.array(input).default([]),
})

/** What a crowd is like is read by the crowds' own reader, which says what is wrong with it. */
const crowd = z.looseObject({
  name: z.string(),
  /** A file of answers, beside the init file. */
  answersFile: z.string().optional(),
})

const schema = z.strictObject({
  $schema: z.string().optional(),
  /** What this world is for; nobody reads it but people. */
  about: z.string().optional(),
  accounts: z
    .array(
      z.strictObject({
        account,
        customerId: z.string().regex(/^A[A-Z0-9]{0,63}$/, 'must be an A and capitals or digits'),
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
  /** What is to go wrong: rules of docs/faults.md. */
  faults: z.array(z.union([z.string(), z.record(z.string(), z.unknown())])).default([]),
  /** A whole marketplace as `mturk-local export` wrote it. */
  state: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))).optional(),
})

export type InitFile = z.infer<typeof schema>

/**
 * What a world begins with.
 *
 * @throws SettingError when the file cannot be read, or is not what it should be
 */
export async function readInitFile(file: string): Promise<InitFile> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new SettingError(`The init file ${file} cannot be read (${error.code}).`)
  })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new SettingError(`The init file ${file} is not JSON: ${(error as Error).message}.`)
  }
  return loadAnswersFiles(parseInitFile(json, file), dirname(file))
}

/**
 * What a world begins with, from what was read already.
 *
 * @param file what it is called when it is not what it should be
 * @throws SettingError
 */
function parseInitFile(json: unknown, file: string): InitFile {
  const result = schema.safeParse(json)
  if (result.success) return result.data
  const issues = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new SettingError(`The init file ${file} is not understood: ${issues.join('; ')}.`)
}

async function loadAnswersFiles(init: InitFile, folder: string): Promise<InitFile> {
  const crowds = await Promise.all(
    init.crowds.map(async ({ answersFile, ...crowd }) =>
      answersFile === undefined
        ? crowd
        : { ...crowd, answers: await readAnswersFile(resolve(folder, answersFile)) },
    ),
  )
  return { ...init, crowds }
}
