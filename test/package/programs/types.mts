import { MTurkClient } from '@aws-sdk/client-mturk'
import {
  type Config,
  type Emulator,
  type EventDocument,
  type FaultRule,
  SettingError,
  startEmulator,
} from 'mturk-local'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const holds = <_ extends true>() => undefined

const options: Partial<Config> = { port: 0, region: 'us-east-1', policy: 'warn' }
const rule: FaultRule = { what: 'throttle', where: { operation: '*' } }
// @ts-expect-error no setting is called so
const unknown: Partial<Config> = { prot: 1 }

export async function story(): Promise<readonly EventDocument[]> {
  await using emulator = await startEmulator({ ...options, fault: [rule] })
  new MTurkClient(emulator.clientConfig)
  await emulator.worker('A1WORKER').accept('HIT')
  // @ts-expect-error a clock is moved by a duration or to an instant
  await emulator.clock.advance(3)

  const documents = await emulator.deliveries.waitFor({ eventType: 'AssignmentSubmitted' })
  holds<Same<typeof emulator, Emulator>>()
  holds<Same<typeof documents, readonly EventDocument[]>>()
  return documents
}

export const isOurs = (error: unknown): error is SettingError => error instanceof SettingError
export { unknown }
