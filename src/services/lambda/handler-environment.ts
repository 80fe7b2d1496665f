import { devNull } from 'node:os'
import { parseFunctionArn } from './function-arn.js'
import type { HandlerFile } from './handler-file.js'

type Environment = Readonly<Record<string, string | undefined>>

interface HandlerEnvironmentOptions {
  /** The emulator’s own variables. */
  readonly inherited: Environment
  /** `NAME=VALUE`, or the name of a variable to pass on. */
  readonly given: readonly string[]
  readonly functionArn: string
  /** Where the function reaches the emulator. */
  readonly endpoint: string
}

/** What programs need of the system; names are in capitals, as Windows ignores case. */
const systemVariables = new Set([
  ...['PATH', 'PATHEXT', 'SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'COMSPEC', 'TEMP', 'TMP', 'TMPDIR'],
  ...['HOME', 'USER', 'LOGNAME', 'USERNAME', 'USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'APPDATA'],
  ...['LOCALAPPDATA', 'LANG', 'LC_ALL', 'LC_CTYPE', 'TZ', 'LD_LIBRARY_PATH', 'NODE_PATH'],
  ...['PYTHONPATH', 'PYTHONHOME', 'VIRTUAL_ENV', 'PYENV_ROOT', 'PYENV_VERSION'],
])

/**
 * The variables of a function: those of the system, those that the settings give, and Lambda’s, with
 * which Amazon’s SDKs reach the emulator. No other variable of the developer is among them, as it may
 * be a secret.
 */
export function buildHandlerEnvironment(
  { name, folder, module, handler }: HandlerFile,
  { inherited, given, functionArn, endpoint }: HandlerEnvironmentOptions,
): Environment {
  const { region, account } = parseFunctionArn(functionArn)!
  return {
    ...Object.fromEntries(
      Object.entries(inherited).filter(([each]) => systemVariables.has(each.toUpperCase())),
    ),
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
    LAMBDA_TASK_ROOT: folder,
    _HANDLER: `${module}.${handler}`,
    // An access key of twelve digits is the account itself.
    AWS_ACCESS_KEY_ID: account,
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL: endpoint,
    MTURK_LOCAL_ENDPOINT: endpoint,
    // The developer’s own files hold keys.
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    PYTHONUTF8: '1',
    PYTHONDONTWRITEBYTECODE: '1',
    ...Object.fromEntries(given.map((each) => readVariable(each, inherited))),
  }
}

function readVariable(text: string, inherited: Environment): [string, string | undefined] {
  const [name = '', value] = text.split(/=(.*)/s, 2)
  return [name, value ?? inherited[name]]
}
