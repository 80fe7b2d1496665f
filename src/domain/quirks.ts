/** Observed behaviour of the real services that tests do not want by default; each is enabled by name. */
export const quirks = {
  'no-events-after-expiry':
    'No events are sent for assignments that were still accepted when their HIT expired (Dallinger#877).',
  'extension-lag':
    'For a minute after its creation a HIT cannot be extended, and its type and expiration cannot be changed (CreateHIT’s documentation).',
  'null-status':
    'For a minute after a submission, approving and rejecting fail with "a status of: null" (ParlAI#2957).',
  'duplicate-documents':
    'Each payload is sent twice, with the same EventDocId (documented as rare; Dallinger#1398).',
  'batched-documents':
    'Events of one HIT type within a second share a payload (documented, captured in 2019).',
  'reused-assignment-ids':
    'The next worker who accepts a HIT gets the AssignmentId of one that was returned or abandoned (Dallinger#346, psiTurk#190).',
  'https-only':
    'An ExternalURL with http is refused even for the names of this machine (Mephisto#695).',
  'purge-interval':
    'A queue can be purged only once in 60 seconds (PurgeQueueInProgress; LocalStack’s recording of AWS).',
  'recreation-interval':
    'A queue can be created again only 60 seconds after its deletion (QueueDeletedRecently; LocalStack’s recording of AWS).',
} as const

export type Quirk = keyof typeof quirks

export const isQuirk = (name: string): name is Quirk => Object.hasOwn(quirks, name)
