import { SettingError } from '../../core/setting-error.js'
import type { Config } from './settings.js'

/** @throws SettingError for a token for workers that would close nothing, or open everything */
export function checkTokens({ token, workerToken }: Config): void {
  if (workerToken === undefined) return
  if (token === undefined)
    throw new SettingError(
      'With --worker-token alone everything is open to everybody. Give --token too, which workers need not know.',
    )
  if (workerToken === token)
    throw new SettingError(
      'With --worker-token like --token workers could do everything. Give two that differ.',
    )
}
