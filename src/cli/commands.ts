import type { Command } from './command.js'

/** All commands, loaded on demand, which keeps startup short. */
export interface CommandRegistry {
  /** In the order of the overview. */
  readonly names: readonly string[]
  /** Undefined for a name that no command has. */
  load(name: string): Promise<Command | undefined>
  loadAll(): Promise<readonly Command[]>
}

const loaders: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./commands/start.js')).startCommand,
  demo: async () => (await import('./commands/demo.js')).demoCommand,
  exec: async () => (await import('./commands/exec.js')).execCommand,
  mcp: async () => (await import('./commands/mcp.js')).mcpCommand,
  stop: async () => (await import('./commands/stop.js')).stopCommand,
  bench: async () => (await import('./commands/bench.js')).benchCommand,
  status: async () => (await import('./commands/status.js')).statusCommand,
  deliveries: async () => (await import('./commands/deliveries.js')).deliveriesCommand,
  wait: async () => (await import('./commands/wait.js')).waitCommand,
  export: async () => (await import('./commands/export.js')).exportCommand,
  backup: async () => (await import('./commands/backup.js')).backupCommand,
  'check-consumer': async () => (await import('./commands/check-consumer.js')).checkConsumerCommand,
  'send-test-event': async () =>
    (await import('./commands/send-test-event.js')).sendTestEventCommand,
  batch: async () => (await import('./commands/batch.js')).batchCommand,
  crowd: async () => (await import('./commands/crowd.js')).crowdCommand,
  fault: async () => (await import('./commands/fault.js')).faultCommand,
  advance: async () => (await import('./commands/advance.js')).advanceCommand,
  reset: async () => (await import('./commands/reset.js')).resetCommand,
  help: async () => (await import('./commands/help.js')).createHelpCommand(commandRegistry),
  completion: async () =>
    (await import('./commands/completion.js')).createCompletionCommand(commandRegistry),
}

export const commandRegistry: CommandRegistry = {
  names: Object.keys(loaders),
  load: async (name) => (Object.hasOwn(loaders, name) ? loaders[name]!() : undefined),
  loadAll: () => Promise.all(Object.values(loaders).map((load) => load())),
}
