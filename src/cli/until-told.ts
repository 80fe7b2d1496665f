/** The first signal ends in order, a second one at once. */
export function untilTold(say: (says: string) => void): Promise<void> {
  return new Promise((resolve) => {
    let told = false
    const tell = (signal: NodeJS.Signals) => {
      if (told) {
        say('Ended at once.')
        process.exit(signal === 'SIGINT' ? 130 : 143)
      }
      told = true
      resolve()
    }
    process.on('SIGINT', tell)
    process.on('SIGTERM', tell)
  })
}
