/** A submission that cannot be taken; the message is for the person who wrote the page. */
export class SubmissionError extends Error {
  override readonly name = 'SubmissionError'
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}
