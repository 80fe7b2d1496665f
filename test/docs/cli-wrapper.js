// Replaces `mturk-local` in snippets and runs the built program. An emulator listens on free
// ports; one that a snippet starts in a terminal is stopped as soon as it is ready.
import { spawn } from 'node:child_process'

const { BUILT, IN_TERMINAL } = process.env
const args = process.argv.slice(2)
const stopWhenReady = args[0] === 'start' && Boolean(IN_TERMINAL)
if (args[0] === 'start' && !args.includes('--port')) args.push('--port', '0', '--smtp-port', '0')
const child = spawn(process.execPath, [BUILT, ...args], {
  stdio: ['inherit', stopWhenReady ? 'pipe' : 'inherit', 'inherit'],
})
child.stdout?.on('data', (output) => {
  process.stdout.write(output)
  if (String(output).includes('Ctrl-C')) child.kill('SIGTERM')
})
child.on('close', (code) => process.exit(code ?? 1))
