/** Resolves at the first signal; a second one exits at once. */
export function waitForSignal(print: (message: string) => void): Promise<void> {
  return new Promise((resolve) => {
    let isStopping = false
    const onSignal = (signal: NodeJS.Signals) => {
      if (isStopping) {
        print('Ended at once.')
        process.exit(signal === 'SIGINT' ? 130 : 143)
      }
      isStopping = true
      resolve()
    }
    process.on('SIGINT', onSignal)
    process.on('SIGTERM', onSignal)
  })
}
