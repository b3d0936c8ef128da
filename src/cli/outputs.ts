import { UsageError } from '../domain/usage-error.ts';
import { closest } from '../domain/closest.ts';

/** One `-o FORMAT[=FILE]`. */
export interface Output<Format extends string> {
  readonly format: Format;
  /** Absent: standard output. */
  readonly file?: string;
}

/** Decodes all `-o` values; at most one may go to standard output. */
export function parseOutputs<Format extends string>(values: readonly string[], formats: readonly Format[]): Output<Format>[] {
  const outputs = values.map((value) => parseOutput(value, formats));
  const toStdout = outputs.filter((output) => output.file === undefined);
  if (toStdout.length > 1) {
    const names = toStdout.map((output) => `\`${output.format}\``).join(' and ');
    throw new UsageError(
      `${names} cannot both go to standard output`,
      `name a file for one: \`-o ${toStdout[1]?.format ?? ''}=FILE\``,
    );
  }
  return outputs;
}

function parseOutput<Format extends string>(value: string, formats: readonly Format[]): Output<Format> {
  const equals = value.indexOf('=');
  const name = equals === -1 ? value : value.slice(0, equals);
  const format = formats.find((known) => known === name);
  if (format === undefined) {
    const near = closest(name, formats);
    throw new UsageError(
      `unknown output format \`${name}\``,
      near === undefined ? `one of ${formats.join(', ')}` : `did you mean \`${near}\`?`,
    );
  }
  if (equals === -1) return { format };
  const file = value.slice(equals + 1);
  if (file === '')
    throw new UsageError(`\`-o ${value}\` names no file`, `write \`-o ${name}=FILE\`, or \`-o ${name}\` for standard output`);
  return file === '-' ? { format } : { format, file };
}
