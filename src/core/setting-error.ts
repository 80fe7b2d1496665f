/** A setting is invalid; the message says what to give instead. */
export class SettingError extends Error {
  override readonly name = 'SettingError'
}
