import { importTypeScript } from './import-typescript.js'

/** Calls as the command line makes them. */
export const {
  hit,
  loadsOf,
  makeReceivers,
  post,
  snsHeaders,
  sns,
  sqsHeaders,
  sqs,
  testEventFor,
  turkHeaders,
} = await importTypeScript('src/cli/bench/calls.ts')
