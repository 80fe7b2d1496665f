/** Uses the library, which its caller imported or required. */
module.exports = async function useLibrary({ SettingError, startEmulator }, amazon) {
  const emulator = await startEmulator()
  await new amazon.MTurkClient(emulator.clientConfig).send(
    new amazon.SendTestEventNotificationCommand({
      Notification: {
        Transport: 'SQS',
        Destination: emulator.queue('news').url,
        Version: '2014-08-15',
        EventTypes: ['HITReviewable'],
      },
      TestEventType: 'HITReviewable',
    }),
  )
  const [document] = await emulator.deliveries.waitFor({ transport: 'SQS' })
  const error = await startEmulator({ region: 7 }).catch((cause) => cause)
  await emulator.close()
  console.log(document.Events[0].EventType, error instanceof SettingError)
}
