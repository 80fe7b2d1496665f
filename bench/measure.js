import { importTypeScript } from './import-typescript.js'

/** The measurements of `mturk-local bench`. */
export const { measure } = await importTypeScript('src/cli/bench/measure.ts')
