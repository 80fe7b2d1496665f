import { holds, same } from './checks.js'

/** Makes a call that must be refused: as what, by which TurkErrorCode if it has one, in what words. */
export async function refused({ told }, call, { type, code, text }) {
  const error = await call().then(
    () => undefined,
    (error) => told(error),
  )
  holds(error, `${type} expected`)
  // Where an SDK does not say the code there is nothing to compare it with.
  same([error.type, error.code ?? code], [type, code])
  holds(error.message.includes(text), error)
}
