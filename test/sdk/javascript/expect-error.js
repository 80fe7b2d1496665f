import { assert, assertEqual } from './checks.js'

/** Makes a call that must fail with this error type, TurkErrorCode (if it has one) and text. */
export async function expectError({ describeError }, call, { type, code, text }) {
  const error = await call().then(
    () => undefined,
    (error) => describeError(error),
  )
  assert(error, `${type} expected`)
  // The AWS CLI does not print the code.
  assertEqual([error.type, error.code ?? code], [type, code])
  assert(error.message.includes(text), error)
}
