import { importTypeScript } from './import-typescript.js'

/** How the command line measures. */
export const { measure } = await importTypeScript('src/cli/bench/measure.ts')
