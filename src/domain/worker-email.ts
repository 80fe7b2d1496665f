/** The address for mail to a worker; workers have none of their own. */
export const formatWorkerAddress = (workerId: string): string => `${workerId}@workers.mturk-local`

export const parseWorkerAddress = (address: string): string => address.split('@', 1)[0]!

/** The mail of NotifyWorkers, in the form that MTurkR reproduces; the requester is named by ID. */
export const formatWorkerEmail = (
  customerId: string,
  text: string,
  workerSite: string,
): string => `Message from ${customerId}
---------------------------------
${text}
---------------------------------

Greetings from Amazon Mechanical Turk,

The message above was sent by an Amazon Mechanical Turk user.
Please review the message and respond to it as you see fit.

Sincerely,
Amazon Mechanical Turk
https://workersandbox.mturk.com

--
This mail was written by mturk-local, an emulator. It did not come from Amazon.
The worker site is at ${workerSite}.
`
