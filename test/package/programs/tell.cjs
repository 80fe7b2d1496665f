/** What the library is for, told by whichever way it was loaded. */
module.exports = async function tell({ SettingError, startEmulator }, amazon) {
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
  const refusal = await startEmulator({ region: 7 }).catch((error) => error)
  await emulator.close()
  console.log(document.Events[0].EventType, refusal instanceof SettingError)
}
