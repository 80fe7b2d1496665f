/** The fields of the form for a test event. */
export interface TestEventFormState {
  readonly transport: string
  readonly destination: string
  readonly testEventType: string
  readonly version: string
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

/** Converts the form to the input of SendTestEventNotification. */
export const toTestEventInput = (form: TestEventFormState) => ({
  Notification: {
    Destination: form.destination,
    Transport: form.transport,
    Version: form.version,
    EventTypes: form.eventTypes.length > 0 ? form.eventTypes : [form.testEventType],
  },
  TestEventType: form.testEventType,
})
