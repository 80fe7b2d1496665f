/** The part of the library that is used. */
declare module 'cross-spawn' {
  import type { spawn } from 'node:child_process'

  const crossSpawn: { readonly spawn: typeof spawn }
  export default crossSpawn
}
