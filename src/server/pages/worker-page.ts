import type { Response } from 'express'
import { escapeHtml } from '../../core/escape-html.js'
import { renderPlainPage } from '../html.js'

/** A page of ours for a worker, with one sentence or a few. */
export const sendWorkerPage = (response: Response, status: number, message: string): void =>
  void response
    .status(status)
    .type('html')
    .send(renderPlainPage('Your work', `<p>${escapeHtml(message)}</p>`))
