import { findPython, installFromPyPi } from '../peers/peer.js'

const python = await findPython(9)
if (!python)
  console.log('Skipped: boto3 and the AWS CLI need Python 3.9 or newer, which is not installed.')

export const hasPython = python !== undefined

/** Returns the path of a Python that has boto3. */
export const installBoto3 = async () =>
  `${await installFromPyPi('boto3', python!, 'boto3==1.43.11')}/python`

/** Returns the path of a Python that has a boto3 from when SQS used the query protocol. */
export const installQueryBoto3 = async () =>
  `${await installFromPyPi('boto3-query', python!, 'boto3==1.26.165')}/python`

/** Returns the folder of version 1 of the AWS CLI. */
export const installAwsCli = () => installFromPyPi('awscli', python!, 'awscli==1.45.11')
