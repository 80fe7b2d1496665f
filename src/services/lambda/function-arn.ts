import { defaultAccount } from '../../domain/account.js'

interface FunctionArn {
  readonly region: string
  readonly account: string
  readonly name: string
}

/** With an optional version or alias at the end. */
const pattern =
  /^arn:aws[a-z-]*:lambda:([a-z0-9-]+):(\d{12}):function:([\w-]{1,64})(?::[\w$-]{1,128})?$/

/** @returns `undefined` when it is not the ARN of a function */
export function parseFunctionArn(arn: string): FunctionArn | undefined {
  const [, region, account, name] = pattern.exec(arn) ?? []
  return name === undefined ? undefined : { region: region!, account: account!, name }
}

export const buildFunctionArn = (name: string, region: string, account = defaultAccount): string =>
  `arn:aws:lambda:${region}:${account}:function:${name}`
