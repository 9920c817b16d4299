import { CHECKLISTS } from '../checklists/checklists.ts';
import { PROFILES } from '../finding/profile.ts';
import { SEVERITIES } from '../finding/severity.ts';
import { OUTPUT_FORMATS, SCAN_OPTIONS } from './scan-options.ts';
import { EXIT, type Terminal, UsageError } from './terminal.ts';

const COMMANDS = ['scan', 'fix', 'explain', 'rules', 'checklist', 'init', 'lsp', 'mcp', 'completion', 'help'];

/** Values an option takes, where there is a fixed set. */
function values(): Readonly<Record<string, readonly string[]>> {
  return {
    format: OUTPUT_FORMATS,
    profile: PROFILES,
    'fail-on': [...SEVERITIES, 'never'],
    as: ['dotenv', 'compose', 'toml', 'nginx'],
    stage: ['production', 'development', 'template'],
    progress: ['auto', 'never'],
    checklist: [...CHECKLISTS.keys()],
  };
}

/** `preflight completion <shell>`: a script for the shell. Rule ids are asked for when they are needed. @throws UsageError */
export function completion(words: readonly string[], terminal: Terminal): number {
  const [shell] = words;
  const scripts: Readonly<Record<string, () => string>> = { bash, zsh, fish };
  const script = shell === undefined || !Object.hasOwn(scripts, shell) ? undefined : scripts[shell];
  if (script === undefined) throw new UsageError('completion takes a shell: bash, zsh or fish');
  terminal.out(script());
  return EXIT.clean;
}

function bash(): string {
  const cases = Object.entries(values()).map(
    ([name, list]) => `    --${name}) COMPREPLY=($(compgen -W "${list.join(' ')}" -- "$cur")); return ;;`,
  );
  const options = Object.keys(SCAN_OPTIONS).map((name) => `--${name}`);
  return `# preflight completion bash > /etc/bash_completion.d/preflight
_preflight() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}"
  case "$prev" in
${cases.join('\n')}
    --rule|--skip|explain) COMPREPLY=($(compgen -W "$(preflight rules 2>/dev/null | cut -d' ' -f1)" -- "$cur")); return ;;
    checklist) COMPREPLY=($(compgen -W "${[...CHECKLISTS.keys()].join(' ')}" -- "$cur")); return ;;
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then COMPREPLY=($(compgen -W "${COMMANDS.join(' ')}" -- "$cur")); return; fi
  case "$cur" in -*) COMPREPLY=($(compgen -W "${options.join(' ')}" -- "$cur")) ;; *) COMPREPLY=($(compgen -f -- "$cur")) ;; esac
}
complete -o filenames -F _preflight preflight
`;
}

function zsh(): string {
  const known = values();
  const options = Object.entries(SCAN_OPTIONS).map(([name, option]) => {
    const list = known[name];
    const value = list === undefined ? (option.type === 'string' ? ':value:_files' : '') : `:value:(${list.join(' ')})`;
    return `    '--${name}[]${value}'`;
  });
  return `#compdef preflight
# preflight completion zsh > "\${fpath[1]}/_preflight"
_preflight() {
  if (( CURRENT == 2 )); then compadd ${COMMANDS.join(' ')}; return; fi
  case "$words[2]" in
    explain) compadd $(preflight rules 2>/dev/null | cut -d' ' -f1); return ;;
    checklist) if (( CURRENT == 3 )); then compadd ${[...CHECKLISTS.keys()].join(' ')}; return; fi ;;
    completion) compadd bash zsh fish; return ;;
  esac
  _arguments \\
${options.join(' \\\n')} \\
    '*:path:_files'
}
_preflight "$@"
`;
}

function fish(): string {
  const known = values();
  const commands = COMMANDS.map((name) => `complete -c preflight -n __fish_use_subcommand -f -a ${name}`);
  const options = Object.entries(SCAN_OPTIONS).map(([name, option]) => {
    const list = known[name];
    const value = list === undefined ? (option.type === 'string' ? ' -r' : '') : ` -x -a '${list.join(' ')}'`;
    return `complete -c preflight -n '__fish_seen_subcommand_from scan' -l ${name}${value}`;
  });
  return `# preflight completion fish > ~/.config/fish/completions/preflight.fish
${commands.join('\n')}
${options.join('\n')}
complete -c preflight -n '__fish_seen_subcommand_from explain' -f -a '(preflight rules 2>/dev/null | string split -f1 " ")'
complete -c preflight -n '__fish_seen_subcommand_from checklist' -f -a '${[...CHECKLISTS.keys()].join(' ')}'
`;
}
