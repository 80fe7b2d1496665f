import { fromSource } from './from-source.js'

/** How the command line measures. */
export const { measure } = await fromSource('src/cli/bench/measure.ts')
