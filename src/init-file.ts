import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { SettingError } from './options.js'
import type { Queues } from './receivers/queues/queues.js'
import type { Topics } from './receivers/topics/topics.js'

const account = z.string().regex(/^\d{12}$/, 'must be 12 digits')
const attributes = z.record(z.string(), z.string())
/** A policy may be written as JSON in JSON, or as the text that AWS wants. */
const policy = z.union([z.string(), z.record(z.string(), z.unknown())])

const place = {
  name: z.string(),
  account: account.default('000000000000'),
  region: z.string().optional(),
  attributes: attributes.default({}),
  policy: policy.optional(),
}

const schema = z.strictObject({
  $schema: z.string().optional(),
  accounts: z
    .array(
      z.strictObject({
        account,
        customerId: z.string().regex(/^A[A-Z0-9]{0,63}$/, 'must be an A and capitals or digits'),
      }),
    )
    .default([]),
  queues: z.array(z.strictObject(place)).default([]),
  topics: z
    .array(
      z.strictObject({
        ...place,
        subscriptions: z
          .array(
            z.strictObject({
              protocol: z.string(),
              endpoint: z.string(),
              attributes: attributes.default({}),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
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
  const read = schema.safeParse(json)
  if (read.success) return read.data
  const faults = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new SettingError(`The init file ${file} is not understood: ${faults.join('; ')}.`)
}

/**
 * Makes the queues, topics and subscriptions of an init file.
 *
 * @throws SettingError naming what could not be made
 */
export function furnish(
  { queues, topics }: InitFile,
  rooms: { readonly queues: Queues; readonly topics: Topics },
  region: string,
): void {
  for (const each of queues) {
    making(`queue ${each.name}`, () => rooms.queues.create({ region, ...each }, attributesOf(each)))
  }
  for (const each of topics) {
    making(`topic ${each.name}`, () => {
      const topic = rooms.topics.create({ region, ...each }, attributesOf(each))
      for (const subscription of each.subscriptions) {
        const { arn } = rooms.topics.subscribe(topic, each.account, subscription)
        // Whoever writes the init file is believed to own what it names.
        rooms.topics.subscription(arn).confirmed = true
      }
    })
  }
}

const attributesOf = ({
  attributes,
  policy,
}: Pick<InitFile['queues'][number], 'attributes' | 'policy'>) => ({
  ...attributes,
  ...(policy && { Policy: typeof policy === 'string' ? policy : JSON.stringify(policy) }),
})

function making(what: string, make: () => void): void {
  try {
    make()
  } catch (error) {
    throw new SettingError(`The init file’s ${what} cannot be made: ${(error as Error).message}`)
  }
}
