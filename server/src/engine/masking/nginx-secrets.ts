import type { NginxModel } from '../../formats/nginx/model/model.ts';
import type { NginxNode } from '../../formats/nginx/read/tree.ts';
import type { NginxWord } from '../../formats/nginx/read/word.ts';
import { slice } from '../../text/span.ts';
import type { Hidden } from './hidden.ts';
import { handsOn, hidesValue } from './hidden-names.ts';

/** Directives that give a name a value: `<directive> <name> <value>`. */
const PAIRS =
  /^(?:set|js_var|perl_set|(?:more_|headers_)?\w*(?:set|add)_(?:input_)?headers?|\w+_set_header|add_trailer|auth_http_header|\w+_param)$/;

/** So many characters behind a statement are looked at: keeps a file without blanks linear. */
const MOST_BEHIND = 120;

/** Every argument of an nginx file; names of directives are structure. */
export function hideInNginx(model: NginxModel, hidden: Hidden): void {
  walk(model.file.nodes, hidden, model.file.complete);
  for (const section of model.file.sections) walk(section.nodes, hidden, model.file.complete);
}

function walk(nodes: readonly NginxNode[], hidden: Hidden, complete: boolean): void {
  for (const node of nodes) {
    directive(node, hidden, complete);
    if (node.body?.kind === 'directives') walk(node.body.nodes, hidden, complete);
    else if (node.body?.kind === 'entries') entries(node, node.body.nodes, hidden, complete);
    else if (node.body?.kind === 'raw') hidden.read(node.body.inner, 'unread');
  }
}

function directive(node: NginxNode, hidden: Hidden, complete: boolean): void {
  const [first, second] = node.args;
  const name = node.name.value;
  words([node.name], hidden, true);
  words(node.args, hidden, complete);
  if (first === undefined || node.body?.kind === 'entries') return;
  if (name === 'if') {
    comparison(node.args, hidden);
  } else if (name === 'env') {
    hidden.assignment(first.content, 'words');
  } else if (PAIRS.test(name) && second !== undefined) {
    if (hidesVariable(first.value)) hidden.value(second.content);
  } else if (!handsOn(name) && (name === 'secure_link_md5' || hidesValue(name)) && node.body === undefined) {
    if (name === 'secure_link_md5') hideWhole(first, hidden);
    else hidden.value(first.content);
  }
}

/** `if ($arg_token = value)`: the words stand apart or together with their parentheses. */
function comparison(args: readonly NginxWord[], hidden: Hidden): void {
  const [variable, , ...values] = args;
  if (variable === undefined || !hidesVariable(variable.value.replace(/^\(\s*/, ''))) return;
  for (const { content } of values) {
    const source = slice(hidden.text, content);
    hidden.value({ start: content.start, end: content.end - (source.endsWith(')') ? 1 : 0) });
  }
}

/** `map $http_x_api_key $known { "value" 1; }`: on the side of the secret's name stand secrets. */
function entries(node: NginxNode, lines: readonly NginxNode[], hidden: Hidden, complete: boolean): void {
  const [source, result] = node.args;
  const isMap = node.name.value === 'map';
  for (const { name, args } of lines) {
    words([name, ...args], hidden, complete);
    const isWord = /^(?:default|hostnames|volatile|include)$/.test(name.value);
    if (isMap && source !== undefined && !isWord && hidesVariable(source.value)) hidden.value(name.content);
    const [value] = args;
    if (isMap && result !== undefined && value !== undefined && hidesVariable(result.value))
      hidden.value(value.content);
  }
}

function words(list: readonly NginxWord[], hidden: Hidden, complete: boolean): void {
  for (const { content, span } of list) {
    // a quote nobody closes swallows the lines behind it
    const swallows = !complete && slice(hidden.text, content).includes('\n');
    hidden.read(content, swallows ? 'unread' : 'words');
    hidden.cover(span);
  }
  // `proxy_pass http://user:pass word@host;`: a blank ends the word, not the password
  const [first] = list;
  const last = list.at(-1);
  if (first !== undefined && last !== undefined)
    hidden.urls({ start: first.content.start, end: endOfUrl(hidden.text, last.content.end) });
}

/** A `;` or `{` within a password ends the statement, not the password: to the next blank. */
function endOfUrl(text: string, end: number): number {
  let i = end;
  while (i < text.length && i < end + MOST_BEHIND && !/\s/.test(text[i] ?? '')) i++;
  return i;
}

/** `$expires$uri secret`: only the words beside the variables are a secret, wherever they stand. */
function hideWhole({ content, value }: NginxWord, hidden: Hidden): void {
  const literal = value.replace(/\$\{?\w+\}?/g, '');
  if (/\w/.test(literal)) hidden.spans.push(content);
}

/** The name in a variable or header: `$http_x_api_key`, `$arg_token`; every cookie is one. */
function hidesVariable(name: string): boolean {
  const bare = name.replace(/^\$/, '');
  return bare.startsWith('cookie_') || hidesValue(bare.replace(/^(?:sent_)?(?:http|arg|upstream_http)_/, ''));
}
