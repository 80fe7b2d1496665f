/** Where a worker's mail goes: workers here have no address of their own. */
export const formatWorkerAddress = (workerId: string): string => `${workerId}@workers.mturk-local`

export const parseWorkerAddress = (address: string): string => address.split('@', 1)[0]!

/** What NotifyWorkers writes, in the form that MTurkR reproduces; the requester is named by its ID. */
export const formatWorkerEmail = (
  customerId: string,
  text: string,
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
`
