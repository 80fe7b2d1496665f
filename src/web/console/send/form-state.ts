/** What somebody is about to send. */
export interface TestEventFormState {
  readonly transport: string
  readonly destination: string
  readonly testEventType: string
  readonly version: string
  /** What the specification asks for; a test event comes whatever it says. */
  readonly eventTypes: readonly string[]
  readonly account: string
}

export const initialTestEventFormState: TestEventFormState = {
  transport: 'Email',
  destination: 'you@example.com',
  testEventType: 'AssignmentSubmitted',
  version: '2014-08-15',
  eventTypes: [],
  account: '000000000000',
}

/** As the operation takes it. */
export const toTestEventInput = (form: TestEventFormState): object => ({
  Notification: {
    Destination: form.destination,
    Transport: form.transport,
    Version: form.version,
    EventTypes: form.eventTypes.length > 0 ? form.eventTypes : [form.testEventType],
  },
  TestEventType: form.testEventType,
})
