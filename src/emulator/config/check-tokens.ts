import { SettingError } from '../../core/setting-error.js'
import type { Config } from './settings.js'

/** @throws SettingError for a worker token that would protect nothing or give full access */
export function checkTokens({ token, workerToken }: Config): void {
  if (workerToken === undefined) return
  if (token === undefined)
    throw new SettingError(
      '--worker-token alone protects nothing. Give --token too, which workers do not need.',
    )
  if (workerToken === token)
    throw new SettingError(
      'If --worker-token equals --token, workers have full access. Give two different tokens.',
    )
}
