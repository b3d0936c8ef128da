import type { Command } from 'commander';
import { examples, type CommandContext } from './context.ts';

export function defineCompletion(program: Command, context: CommandContext): void {
  program
    .command('completion')
    .summary('a script that completes commands and options in your shell')
    .description(
      'Writes the script for a shell. It knows the commands and options of this version: write it anew after an upgrade.',
    )
    .argument('<shell>', 'bash, zsh or fish')
    .addHelpText(
      'after',
      examples(
        'licet completion bash > ~/.local/share/bash-completion/completions/licet',
        'licet completion zsh > ~/.zsh/completions/_licet',
        'licet completion fish > ~/.config/fish/completions/licet.fish',
      ),
    )
    .action(async (shell: string) => {
      const { completionCommand } = await import('../commands/completion.ts');
      context.exit(completionCommand(shell, program, context.terminal));
    });
}
