import { pageClient } from '../ui/session.js'

/** The worker API of the emulator that served this page. */
export const client = pageClient
