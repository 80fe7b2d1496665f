export type { Logger } from './core/logger.js'
export { SettingError } from './core/setting-error.js'
export type { Config } from './emulator/config/settings.js'
export { type MTurkMiddleware, mturk } from './emulator/library/middleware.js'
