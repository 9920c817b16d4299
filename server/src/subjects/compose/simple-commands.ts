const SHELL = /^(?:ba|da|a|k|z)?sh$/;
/** `-c`, `-ec`, `-lc`: the next word is a script. */
const SCRIPT_FLAG = /^-[a-z]*c$/;
const PIECE = /(?:[^\s;&|()"']|"[^"]*"|'[^']*')+|[;&|()\n]/g;
/** No script of a person has more pieces. */
const MOST_PIECES = 2_000;
/** Words of the shell in front of a command, and programs that start what follows them. */
const BEFORE =
  /^(?:exec|command|nohup|time|env|then|do|else|if|while|until|!|\{|tini|dumb-init|opentelemetry-instrument)$/;
const ASSIGNMENT = /^\w+=/;
const PYTHON = /^(?:python|coverage$)/;
const RUNNER = /^(?:poetry|uv|pipenv|pdm|rye|hatch)$/;

/**
 * The simple commands of a container's words (entrypoint, then command), each as its words without quotes around them. Where they are a
 * shell with a script, those of the script, cut at `;`, `&`, `|`, parentheses and new lines; else the one command they are. Linear.
 */
export function simpleCommands(words: readonly string[]): readonly (readonly string[])[] {
  const flag = words.findIndex((word, i) => SCRIPT_FLAG.test(word) && words.slice(0, i).some((one) => isShell(one)));
  if (flag < 0) return [words];
  const commands: string[][] = [[]];
  const script = (words[flag + 1] ?? '').replace(/\\\r?\n/g, ' ');
  let pieces = 0;
  for (const [piece] of script.matchAll(PIECE)) {
    if (++pieces > MOST_PIECES) return [];
    if (/^[;&|()\n]$/.test(piece)) commands.push([]);
    else commands.at(-1)?.push(piece.replace(/^(["'])(.*)\1$/s, '$2'));
  }
  return commands.filter((command) => command.length > 0);
}

/** What stands behind the words that start a program, in a list of its own; `undefined` where the command starts another one. */
export function argumentsOf(
  program: readonly string[],
  command: readonly string[],
): readonly [readonly string[]] | undefined {
  const start = startOf(command);
  const isIt = program.every((word, i) => nameOf(command[start + i] ?? '') === word);
  return isIt ? [command.slice(start + program.length)] : undefined;
}

/** Where the program of a simple command stands, behind what only starts it. */
function startOf(command: readonly string[]): number {
  let at = 0;
  while (BEFORE.test(nameOf(command[at] ?? '')) || ASSIGNMENT.test(command[at] ?? '') || command[at] === '--') at += 1;
  const first = nameOf(command[at] ?? '');
  const isRunner = RUNNER.test(first) && command[at + 1] === 'run';
  if (!isRunner && !PYTHON.test(first)) return at;
  let next = at + (isRunner ? 2 : 1);
  while (/^-(?!m$)/.test(command[next] ?? '') || (first === 'coverage' && command[next] === 'run')) next += 1;
  if (command[next] === '-m') return next + 1;
  return isRunner ? next : at;
}

function isShell(word: string): boolean {
  return SHELL.test(nameOf(word));
}

function nameOf(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}
