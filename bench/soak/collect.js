/** Loaded into the emulator's process: collects garbage on SIGUSR2. */
process.on('SIGUSR2', () => globalThis.gc())
