import { fromPyPi, pythonSince } from '../peers/peer.js'

const found = await pythonSince(9)
if (!found)
  console.log('Not run: boto3 and the AWS CLI need Python 3.9 or newer, which is not there.')

export const pythonIsHere = found !== undefined

/** A Python that has boto3. */
export const boto3 = async () => `${await fromPyPi('boto3', found!, 'boto3==1.43.11')}/python`

/** Where version 1 of the AWS CLI is. */
export const awsCli = () => fromPyPi('awscli', found!, 'awscli==1.45.11')
