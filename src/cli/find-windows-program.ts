import { existsSync } from 'node:fs'
import { win32 } from 'node:path'

const defaultExtensions = '.COM;.EXE;.BAT;.CMD'

/**
 * Whether Windows finds a program: a name without a slash is looked up in the current folder and
 * along PATH, each time as it is and with the extensions in PATHEXT. cmd.exe would report a missing
 * program in its own words.
 */
export function isWindowsProgram(
  command: string,
  environment: NodeJS.ProcessEnv,
  exists: (file: string) => boolean = existsSync,
): boolean {
  const extensions = ['', ...(readVariable(environment, 'PATHEXT') ?? defaultExtensions).split(';')]
  const folders = /[\\/]/.test(command)
    ? ['']
    : ['', ...(readVariable(environment, 'PATH') ?? '').split(';')]
  return folders.some((folder) =>
    extensions.some((extension) => exists(win32.join(unquote(folder), command + extension))),
  )
}

/** Names of variables are the same in any case on Windows: PATH is mostly called Path. */
function readVariable(environment: NodeJS.ProcessEnv, name: string): string | undefined {
  const key = Object.keys(environment).find((each) => each.toUpperCase() === name)
  return key === undefined ? undefined : environment[key]
}

const unquote = (folder: string): string => folder.replace(/^"(.*)"$/, '$1')
