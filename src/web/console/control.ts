import { ControlClient } from '../../server/control/client.js'

/** The control API of the emulator that served this page. */
export const control = new ControlClient(location.origin)
