import { fromSource } from './from-source.js'

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
} = await fromSource('src/cli/bench/calls.ts')
