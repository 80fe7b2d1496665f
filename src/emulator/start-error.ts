import { SettingError } from '../core/setting-error.js'
import { describeDataError, isDataError } from '../store/data-error.js'

/**
 * Why the emulator could not start, as one sentence for the user.
 *
 * @param data the setting
 */
export function describeStartError(error: unknown, data: string): SettingError {
  if (error instanceof SettingError) return error
  if (isDataError(error)) return describeDataError(error, data)
  const message = error instanceof Error ? error.message : String(error)
  return new SettingError(`The emulator cannot start: ${message.replace(/\.$/, '')}.`, {
    cause: error,
  })
}
