import type { NginxDirective } from '../../../formats/nginx/model/model.ts';
import { parseRegex } from '../../../formats/nginx/read/regex.ts';
import type { NginxWord } from '../../../formats/nginx/read/word.ts';
import { isDigits } from '../../../knowledge/nginx/values.ts';
import { badArgument, isOpaque, shown, type ValueProblem } from './value-problem.ts';

const OPERATORS: ReadonlySet<string> = new Set(['=', '!=', '~', '~*', '!~', '!~*']);
const FILE_TESTS: ReadonlySet<string> = new Set(['-f', '-d', '-e', '-x', '!-f', '!-d', '!-e', '!-x']);

/** `if (condition)`, as `ngx_http_rewrite_if_condition` reads it. */
export function checkIf(directive: NginxDirective): readonly ValueProblem[] {
  const { values } = directive;
  if (values.some((value) => value.includes('{{'))) return [];
  const first = values[0] ?? '';
  const last = values[values.length - 1] ?? '';
  if (!first.startsWith('(') || !last.endsWith(')'))
    return badArgument(directive, 0, `invalid condition "${shown(first)}", it must stand in parentheses`);
  const words = conditionWords(values);
  const subject = words[0] ?? '';
  if (FILE_TESTS.has(subject)) return words.length === 2 ? [] : badCondition(directive, subject);
  if (!subject.startsWith('$') || subject.length < 2) return badCondition(directive, subject);
  if (words.length !== 1 && words.length !== 3) return badCondition(directive, subject);
  if (!isVariableName(subject)) {
    const message = `unknown "${shown(subject.slice(1))}" variable, put spaces around the operator`;
    return badArgument(directive, 0, message);
  }
  if (/^\$\d+$/.test(subject))
    return badArgument(
      directive,
      0,
      `unknown "${subject.slice(1)}" variable, a capture must be set to a variable first`,
    );
  const operator = words[1];
  if (operator === undefined) return [];
  if (!OPERATORS.has(operator)) return badArgument(directive, 1, `unexpected "${shown(operator)}" in condition`);
  return operator.includes('~') ? checkPattern(directive, directive.args.length - 1, words[2] ?? '') : [];
}

function conditionWords(values: readonly string[]): readonly string[] {
  const words = [...values];
  words[0] = (words[0] ?? '').slice(1);
  if (words[0] === '') words.shift();
  const last = words[words.length - 1] ?? '';
  words[words.length - 1] = last.slice(0, -1);
  if (words[words.length - 1] === '') words.pop();
  return words;
}

function badCondition(directive: NginxDirective, word: string): readonly ValueProblem[] {
  return badArgument(directive, 0, `invalid condition "${shown(word)}", nginx knows one comparison and no !, && or ||`);
}

function isVariableName(text: string): boolean {
  return /^\$(?:[A-Za-z0-9_]+|\{[A-Za-z0-9_]+\})$/.test(text);
}

/** `return code [text]`, `return code URL`, `return URL`. */
export function checkReturn(directive: NginxDirective): readonly ValueProblem[] {
  const code = directive.arg(0) ?? '';
  if (directive.scope.protocol === 'stream') return [];
  if (isDigits(code))
    return Number(code) <= 999 ? [] : badArgument(directive, 0, `invalid return code "${shown(code)}"`);
  const isUrl = code.startsWith('http://') || code.startsWith('https://') || code.startsWith('$scheme');
  if (directive.args.length === 1 && isUrl) return [];
  if (isOpaque(code) && !code.startsWith('$')) return [];
  // `return ${REDIRECT_CODE} …` of a template, `return $url` of an nginx that refuses it.
  if (/^\$\{?[A-Z_]+\}?/.test(code)) return [];
  return badArgument(directive, 0, `invalid return code "${shown(code)}"`);
}

/** The first argument of `set`, the last of `map`, `geo`, `split_clients` must be a variable. */
export function checkVariableArgument(directive: NginxDirective): readonly ValueProblem[] {
  const index = directive.name === 'set' ? 0 : directive.args.length - 1;
  const name = directive.arg(index) ?? '';
  if (name.startsWith('$') && name.length > 1) return [];
  return name.includes('{{')
    ? []
    : badArgument(directive, index, `invalid variable name "${shown(name)}", it must begin with $`);
}

/** `map`: its variable, and no braces around a capture in its values. */
export function checkMap(directive: NginxDirective): readonly ValueProblem[] {
  const braced = (directive.block?.directives ?? []).flatMap((entry) =>
    entry.args.some((word) => /\$\{\d+\}/.test(word.value))
      ? [{ at: entry.argAt(0), message: 'unknown variable: a capture is written $1, without braces' }]
      : [],
  );
  return [...checkVariableArgument(directive), ...braced];
}

/** `rewrite regex replacement [flag]`. */
export function checkRewrite(directive: NginxDirective): readonly ValueProblem[] {
  const flag = directive.arg(2);
  const known = flag === undefined || ['last', 'break', 'redirect', 'permanent'].includes(flag) || isOpaque(flag);
  const pattern = checkPattern(directive, 0, directive.arg(0) ?? '');
  return known ? pattern : [...pattern, ...badArgument(directive, 2, `invalid parameter "${shown(flag)}"`)];
}

/** A regular expression that PCRE refuses. */
export function checkPattern(directive: NginxDirective, index: number, pattern: string): readonly ValueProblem[] {
  if (pattern.includes('{{') || /\$\{[A-Z_]+\}/.test(pattern)) return [];
  if (!parseRegex(pattern, false).invalid) return [];
  return badArgument(directive, index, 'the regular expression is not valid PCRE (brackets or a quantifier)');
}

/** Directives whose arguments (from the given one on) are texts with variables. */
const INTERPOLATED: Readonly<Record<string, number>> = {
  set: 1,
  return: 0,
  add_header: 1,
  add_trailer: 1,
  proxy_set_header: 1,
  grpc_set_header: 1,
  fastcgi_param: 1,
  uwsgi_param: 1,
  scgi_param: 1,
  proxy_pass: 0,
  root: 0,
  alias: 0,
  try_files: 0,
  rewrite: 1,
  if: 0,
};

/** `${name` without its brace, `$` without a name. */
export function checkVariables(directive: NginxDirective): readonly ValueProblem[] {
  const from = Object.hasOwn(INTERPOLATED, directive.name) ? INTERPOLATED[directive.name] : undefined;
  if (from === undefined || directive.scope.protocol !== 'http') return [];
  return directive.args.flatMap((word, i) =>
    i < from || isPattern(directive, i) ? [] : variableProblem(directive, word, i),
  );
}

/** The right side of `~` in an `if`: `$` there is the end of the text. */
function isPattern(directive: NginxDirective, index: number): boolean {
  return directive.name === 'if' && index > 0 && (directive.arg(index - 1) ?? '').includes('~');
}

function variableProblem(directive: NginxDirective, word: NginxWord, index: number): readonly ValueProblem[] {
  const text = word.value;
  for (let at = text.indexOf('$'); at !== -1; at = text.indexOf('$', at + 1)) {
    const braced = text[at + 1] === '{';
    const start = braced ? at + 2 : at + 1;
    let end = start;
    while (end < text.length && isNameCharacter(text.charCodeAt(end))) end++;
    if (braced && text[end] !== '}' && end > start && /^[A-Za-z0-9_]*$/.test(text.slice(start, end)))
      return badArgument(
        directive,
        index,
        `the closing bracket in "${shown(text.slice(start, end))}" variable is missing`,
      );
    // Captures have no braces: `${1}` would be a variable of that name.
    if (braced && text[end] === '}' && /^\d+$/.test(text.slice(start, end)))
      return badArgument(
        directive,
        index,
        `unknown "${shown(text.slice(start, end))}" variable, write $1 without braces`,
      );
    if (end === start) return badArgument(directive, index, 'invalid variable name: a "$" must be followed by one');
  }
  return [];
}

function isNameCharacter(code: number): boolean {
  return code === 95 || (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}
