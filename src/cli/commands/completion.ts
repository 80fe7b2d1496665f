import { parseArguments } from '../arguments.js'
import type { Command } from '../command.js'
import type { CommandRegistry } from '../commands.js'
import { completionScripts } from '../completion.js'

export const createCompletionCommand = (registry: CommandRegistry): Command => ({
  name: 'completion',
  group: 'Help',
  description: 'Prints a script that completes commands, flags and values in a shell.',
  example: [
    'source <(mturk-local completion bash)',
    'mturk-local completion zsh > ~/.zfunc/_mturk-local',
    'mturk-local completion fish > ~/.config/fish/completions/mturk-local.fish',
  ].join('\n  '),
  positionals: [
    {
      name: 'SHELL',
      description: 'The shell that is to read the script.',
      values: Object.keys(completionScripts),
      isRequired: true,
    },
  ],
  flags: {},

  async run(args, terminal) {
    const [shell] = parseArguments(args, this).positionals
    const write = completionScripts[shell as keyof typeof completionScripts]
    terminal.out(write(await registry.loadAll()))
    return 0
  },
})
