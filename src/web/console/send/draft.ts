/** What somebody is about to send. */
export interface Draft {
  readonly transport: string
  readonly destination: string
  readonly testEventType: string
  readonly version: string
  /** What the specification asks for; a test event comes whatever it says. */
  readonly eventTypes: readonly string[]
  readonly account: string
}

export const firstDraft: Draft = {
  transport: 'Email',
  destination: 'you@example.com',
  testEventType: 'AssignmentSubmitted',
  version: '2014-08-15',
  eventTypes: [],
  account: '000000000000',
}

/** As the operation takes it. */
export const inputOf = (draft: Draft): object => ({
  Notification: {
    Destination: draft.destination,
    Transport: draft.transport,
    Version: draft.version,
    EventTypes: draft.eventTypes.length > 0 ? draft.eventTypes : [draft.testEventType],
  },
  TestEventType: draft.testEventType,
})
