import { existsSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { SettingError } from '../../core/setting-error.js'

/** A function with the file of its handler. */
export interface HandlerFile {
  readonly name: string
  readonly runtime: 'node' | 'python'
  readonly file: string
  readonly folder: string
  /** The file’s name without its extension. */
  readonly module: string
  /** The name that the module exports. */
  readonly handler: string
}

const runtimes = { '.js': 'node', '.mjs': 'node', '.cjs': 'node', '.py': 'python' } as const

/**
 * Finds the file of a function that is given as `NAME=FILE.HANDLER`, as Lambda writes handlers.
 *
 * @throws SettingError when there is none, or more than one
 */
export function findHandlerFile(definition: string): HandlerFile {
  const [, name, path, handler] = /^([^=]+)=(.+)\.([^.]+)$/.exec(definition)!
  const base = resolve(path!)
  const extensions = Object.keys(runtimes) as (keyof typeof runtimes)[]
  const found = extensions.filter((extension) => existsSync(base + extension))
  const [extension] = found
  if (!extension)
    throw new SettingError(
      `The function ${name} has no file: there is no ${extensions.map((each) => basename(base) + each).join(', ')} in ${dirname(base)}. Give its path without the extension, a dot and the name of the handler.`,
    )
  if (found.length > 1)
    throw new SettingError(
      `The function ${name} has two files: ${found.map((each) => basename(base) + each).join(' and ')} in ${dirname(base)}. Rename one.`,
    )
  return {
    name: name!,
    runtime: runtimes[extension],
    file: join(dirname(base), basename(base) + extension),
    folder: dirname(base),
    module: basename(base),
    handler: handler!,
  }
}

/**
 * The functions by name.
 *
 * @throws SettingError when one is given twice
 */
export function findHandlerFiles(definitions: readonly string[]): ReadonlyMap<string, HandlerFile> {
  const files = new Map<string, HandlerFile>()
  for (const file of definitions.map(findHandlerFile)) {
    if (files.has(file.name)) throw new SettingError(`The function ${file.name} is given twice.`)
    files.set(file.name, file)
  }
  return files
}
