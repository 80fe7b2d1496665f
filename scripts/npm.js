/**
 * npm as a program and its first arguments. Under `npm run` npm names itself; on Windows `npm` is a
 * script of the shell, which Node cannot start.
 */
export const npmCommand = process.env.npm_execpath?.endsWith('.js')
  ? [process.execPath, process.env.npm_execpath]
  : ['npm']
