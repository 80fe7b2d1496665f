import { readdirSync } from 'node:fs'

/** Everything below a folder, as paths with slashes on every system. */
export const listFiles = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) =>
    path.replaceAll('\\', '/'),
  )
