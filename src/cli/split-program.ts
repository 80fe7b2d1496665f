import type { Flag } from './arguments.js'

/**
 * Splits the arguments into the command's own flags and the program that it runs, which begins after
 * two dashes or with the first word that is no flag: PowerShell removes the first two dashes.
 */
export function splitProgram(
  args: readonly string[],
  flags: Readonly<Record<string, Flag>>,
): readonly [own: readonly string[], program: readonly string[]] {
  let index = 0
  while (index < args.length) {
    const argument = args[index]!
    if (argument === '--') return [args.slice(0, index), args.slice(index + 1)]
    if (!argument.startsWith('-')) break
    index += takesNextArgument(argument, flags) ? 2 : 1
  }
  return [args.slice(0, index), args.slice(index)]
}

const takesNextArgument = (argument: string, flags: Readonly<Record<string, Flag>>): boolean =>
  !argument.includes('=') && flags[argument.slice(2)]?.placeholder !== undefined
