import type * as library from './index.js' with { 'resolution-mode': 'import' }

export type * from './index.js' with { 'resolution-mode': 'import' }

export declare const startEmulator: typeof library.startEmulator
export declare const SettingError: typeof library.SettingError
export type SettingError = library.SettingError
