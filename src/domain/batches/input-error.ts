/** A file or a text of a batch is not valid; the message names the line or column, and what to give. */
export class BatchInputError extends Error {
  override readonly name = 'BatchInputError'
}
