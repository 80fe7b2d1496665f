import type { Response } from 'express'

export const notFound = (response: Response, message: string): void =>
  void response.status(404).json({ error: 'NotFound', message })

/** One thing, or a sentence that says that there is none. */
export function answerOne(response: Response, found: object | undefined, none: string): void {
  if (found) response.json(found)
  else notFound(response, none)
}
