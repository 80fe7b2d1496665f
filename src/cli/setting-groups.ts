import type { Config } from '../emulator/config/settings.js'

const addresses = 'Addresses'
const data = 'Data'
const imitation = 'What is imitated'
const destinations = 'Destinations of notifications'
const functions = 'Lambda functions'
const access = 'Access'
const limits = 'Limits and retention'
const processes = 'Processes, log and traces'

/** Under which heading of the help each setting is listed, in the order of the headings. */
export const settingGroups: Readonly<Record<keyof Config, string>> = {
  port: addresses,
  smtpPort: addresses,
  smtpStarttls: addresses,
  host: addresses,
  advertise: addresses,
  snsLinks: addresses,

  data,
  synchronous: data,
  init: data,
  seed: data,
  clock: data,

  environment: imitation,
  region: imitation,
  balance: imitation,
  openingBalance: imitation,
  quirk: imitation,
  fault: imitation,
  autoApprovalGap: imitation,
  settingsDelay: imitation,
  batchWindow: imitation,
  policy: imitation,

  smtp: destinations,
  sqsEndpoint: destinations,
  snsEndpoint: destinations,
  ca: destinations,
  allowAws: destinations,
  subscriberHosts: destinations,
  deliveryAttempts: destinations,
  deliveryTimeout: destinations,
  deliveryBackoff: destinations,

  lambda: functions,
  lambdaQueue: functions,
  lambdaEndpoint: functions,
  lambdaTimeout: functions,
  lambdaEnv: functions,
  lambdaPython: functions,

  token: access,
  workerToken: access,
  credentials: access,
  controlHosts: access,
  corsOrigins: access,

  connections: limits,
  longPolls: limits,
  uploadLimit: limits,
  mailLimit: limits,
  keepMessages: limits,
  keepMessageBytes: limits,
  keepMails: limits,
  keepMailBytes: limits,
  keepMailsFor: limits,
  keepCalls: limits,
  keepCallsFor: limits,
  keepDeliveries: limits,
  keepDeliveriesFor: limits,
  keepHits: limits,
  keepHitsFor: limits,
  keepUploads: limits,
  keepUploadBytes: limits,
  keepUploadsFor: limits,
  keepRequestTokens: limits,
  keepHitTypes: limits,
  keepWorkers: limits,
  keepQualificationTypes: limits,
  keepQualificationRequests: limits,

  lease: processes,
  drain: processes,
  logLevel: processes,
  logFormat: processes,
  otlpEndpoint: processes,
}
