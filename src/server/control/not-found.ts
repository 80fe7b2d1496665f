import type { Response } from 'express'

export const notFound = (response: Response, message: string): void =>
  void response.status(404).json({ error: 'NotFound', message })

/** One thing, or a sentence that says that there is none. */
export function sendOrNotFound(
  response: Response,
  view: object | undefined,
  message: string,
): void {
  if (view) response.json(view)
  else notFound(response, message)
}
