import { startEmulator } from 'mturk-local'

test('an emulator starts in Jest', async () => {
  const emulator = await startEmulator()
  const { environment } = emulator.info()
  await emulator.close()

  expect(environment).toBe('sandbox')
})
