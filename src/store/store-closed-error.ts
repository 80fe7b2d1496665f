/** The emulator stopped while a request was in progress; its client has been answered already. */
export class StoreClosedError extends Error {
  override readonly name = 'StoreClosedError'

  constructor() {
    super('The emulator has stopped.')
  }
}
