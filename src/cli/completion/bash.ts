import type { CommandWords } from './words.ts';

/** Completion of commands and options for bash; files are completed where a value or an argument may stand. */
export function bashCompletion(all: readonly CommandWords[]): string {
  const known = all.filter(({ path }) => path.length > 0).map(({ path }) => quoted(path));
  const rows = all.map(({ path, commands, options }) => {
    const names = commands.map(({ text }) => text).join(' ');
    const flags = options.flatMap(({ long, short }) => [`--${long}`, ...(short === undefined ? [] : [`-${short}`])]).join(' ');
    return `    ${quoted(path)}) commands='${names}' options='${flags}' ;;\n`;
  });
  return `_licet() {
  local word place= commands= options= current=\${COMP_WORDS[COMP_CWORD]}
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$place $word" in
      ${known.join(' | ')}) place="$place $word" ;;
    esac
  done
  case "$place" in
${rows.join('')}  esac
  if [[ $current == -* ]]; then COMPREPLY=($(compgen -W "$options" -- "$current"))
  else COMPREPLY=($(compgen -W "$commands" -- "$current"))
  fi
}
complete -o bashdefault -o default -F _licet licet
`;
}

function quoted(path: readonly string[]): string {
  return `'${path.map((word) => ` ${word}`).join('')}'`;
}
