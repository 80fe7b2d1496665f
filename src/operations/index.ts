export * from './GetAccountBalance.js'
export * from './SendTestEventNotification.js'
export * from './UpdateNotificationSettings.js'
