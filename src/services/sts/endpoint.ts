import { createHash } from 'node:crypto'
import type { AwsService } from '../aws/http.js'
import { xmlError, xmlResult } from '../aws/query.js'

const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/'

export const stsActions: ReadonlySet<string> = new Set(['GetCallerIdentity'])

/** The one action of STS that programs call when they start: whose key is it. */
export const stsEndpoint: AwsService = async ({ operation, account, requestId }) => {
  if (!stsActions.has(operation))
    return xmlError(
      {
        status: 400,
        code: 'InvalidAction',
        message: `Could not find operation ${operation} for version 2011-06-15`,
      },
      namespace,
      requestId,
    )
  return xmlResult('GetCallerIdentity', namespace, requestId, {
    Arn: `arn:aws:iam::${account}:user/mturk-local`,
    UserId: createUserId(account),
    Account: account,
  })
}

/** In the form of AWS: AIDA and seventeen capital letters and digits. */
const createUserId = (account: string): string =>
  `AIDA${BigInt(`0x${createHash('sha256').update(account).digest('hex')}`)
    .toString(36)
    .toUpperCase()
    .slice(-17)}`
