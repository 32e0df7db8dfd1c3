import type { Command } from '../../src/commands/command.ts'

export const greet: Command = {
  positionals: 'NAME',
  description: 'Greets.',
  options: { loud: { type: 'boolean', help: 'in capitals' } },
  async run(args, io) {
    io.stdout.write(`hello ${args.positionals.join(' ')}\n`)
    return 0
  },
}
