import { ControlClient } from '../../server/control/client.js'

/** The emulator that this page came from; whoever works asks it for what is under its worker's ID. */
export const client = new ControlClient(location.origin)
