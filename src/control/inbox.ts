/** What arrived in the built-in receivers, to look at without consuming anything. */
export interface Inbox {
  /** Newest first. */
  mails(): readonly object[]
  mail(id: string): Promise<object | undefined>
  mailSource(id: string): Promise<Buffer | undefined>
  clearMails(): void
  queues(): readonly object[]
  topics(): readonly object[]
}
