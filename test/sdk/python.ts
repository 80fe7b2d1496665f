import { installFromPyPi, findPython } from '../peers/peer.js'

const python = await findPython(9)
if (!python)
  console.log('Not run: boto3 and the AWS CLI need Python 3.9 or newer, which is not there.')

export const hasPython = python !== undefined

/** A Python that has boto3. */
export const installBoto3 = async () =>
  `${await installFromPyPi('boto3', python!, 'boto3==1.43.11')}/python`

/** Where version 1 of the AWS CLI is. */
export const installAwsCli = () => installFromPyPi('awscli', python!, 'awscli==1.45.11')
