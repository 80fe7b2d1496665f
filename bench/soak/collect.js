/** Loaded into the emulator: what nobody holds any more is let go when it is asked for. */
process.on('SIGUSR2', () => globalThis.gc())
