import { ControlClient } from '../../server/control/client.js'

/** The control API of the emulator that this page came from. */
export const control = new ControlClient(location.origin)
