import { importTypeScript } from './import-typescript.js'

/** The calls that `mturk-local bench` makes. */
export const {
  benchmarkHit,
  buildMTurkHeaders,
  buildSqsHeaders,
  buildTestEventInput,
  callSns,
  callSqs,
  createLoads,
  createReceivers,
  postRequest,
  snsHeaders,
} = await importTypeScript('src/cli/bench/calls.ts')
