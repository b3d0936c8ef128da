import type { CommandWords } from './words.ts';

/** The same for zsh, with what each word means beside it. */
export function zshCompletion(all: readonly CommandWords[]): string {
  const known = all.filter(({ path }) => path.length > 0).map(({ path }) => quoted(spaced(path)));
  const rows = all.map(({ path, commands, options }) => {
    const names = commands.map(({ text, help }) => described(text, help)).join(' ');
    const flags = options
      .flatMap(({ long, short, help }) => [
        described(`--${long}`, help),
        ...(short === undefined ? [] : [described(`-${short}`, help)]),
      ])
      .join(' ');
    return `    ${quoted(spaced(path))}) commands=(${names}) options=(${flags}) ;;\n`;
  });
  return `#compdef licet
_licet() {
  local word place=
  local -a commands options
  for word in \${words[2,CURRENT-1]}; do
    case "$place $word" in
      ${known.join(' | ')}) place="$place $word" ;;
    esac
  done
  case "$place" in
${rows.join('')}  esac
  if [[ $PREFIX == -* ]]; then _describe option options
  elif (( $#commands )); then _describe command commands
  else _files
  fi
}
compdef _licet licet
`;
}

function spaced(path: readonly string[]): string {
  return path.map((word) => ` ${word}`).join('');
}

// `name:meaning`, where a colon in the name would end it.
function described(name: string, help: string): string {
  return quoted(`${name.replaceAll(':', '\\:')}:${help}`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
