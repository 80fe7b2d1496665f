import { ControlClient } from '../../server/control/client.js'

/** The worker API of the emulator that served this page. */
export const client = new ControlClient(location.origin)
