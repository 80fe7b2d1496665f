import type * as library from './express.js' with { 'resolution-mode': 'import' }

export type * from './express.js' with { 'resolution-mode': 'import' }

export declare const mturk: typeof library.mturk
export declare const SettingError: typeof library.SettingError
export type SettingError = library.SettingError
