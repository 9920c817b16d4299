import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import oniguruma from 'vscode-oniguruma';
import textmate, { type IGrammar } from 'vscode-textmate';

const FILE = join(import.meta.dirname, '../../../client/syntaxes/nginx.tmLanguage.json');
let grammar: IGrammar;

beforeAll(async () => {
  const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
  await oniguruma.loadWASM(new Uint8Array(readFileSync(wasm)).buffer);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scope) =>
      scope === 'source.nginx' ? textmate.parseRawGrammar(readFileSync(FILE, 'utf8'), FILE) : null,
  });
  const loaded = await registry.loadGrammar('source.nginx');
  if (loaded === null) throw new Error('the grammar does not load');
  grammar = loaded;
});

/** Every piece of the text with its innermost scope that says what it is. */
function tokens(text: string): { readonly pieces: readonly string[]; readonly depth: number } {
  let state = textmate.INITIAL;
  const pieces: string[] = [];
  for (const line of text.split('\n')) {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    for (const token of result.tokens) {
      const piece = line.slice(token.startIndex, token.endIndex).trim();
      const scope = token.scopes.filter((name) => !name.startsWith('meta.') && !name.startsWith('punctuation.')).at(-1);
      if (piece !== '' && scope !== 'source.nginx') pieces.push(`${piece} ${scope}`);
    }
  }
  return { pieces, depth: state.depth };
}

describe('nginx grammar', () => {
  it('colours a directive, its sizes, flags and parameters', () => {
    expect(tokens('listen 443 ssl reuseport backlog=64; # tls').pieces).toEqual([
      'listen keyword.other.directive.nginx',
      '443 constant.numeric.nginx',
      'ssl constant.language.nginx',
      'reuseport string.unquoted.nginx',
      'backlog variable.parameter.nginx',
      '= keyword.operator.assignment.nginx',
      '64 constant.numeric.nginx',
      '# comment.line.number-sign.nginx',
      'tls comment.line.number-sign.nginx',
    ]);
  });

  it('knows a # inside a word and between arguments', () => {
    expect(tokens('set $a foo#bar;').pieces).toContain('foo#bar string.unquoted.nginx');
    expect(tokens('set $a # one ; { }\n 1;').pieces).toContain('one ; { } comment.line.number-sign.nginx');
  });

  it('takes a regex for a regex in location, if, rewrite and map', () => {
    expect(tokens('location ~* \\.(a|b)$ {}').pieces).toContain('| keyword.operator.or.regexp.nginx');
    expect(tokens('if ($uri ~ "^/a{2}") {}').pieces).toContain('{2} keyword.operator.quantifier.regexp.nginx');
    expect(tokens('rewrite ^/(.*)$ /x/$1 last;').pieces).toContain('last constant.language.nginx');
    expect(tokens('map $uri $x { ~^/a 1; default 0; }').pieces).toEqual(
      expect.arrayContaining(['~ keyword.operator.match.nginx', 'default keyword.other.entry.nginx']),
    );
  });

  it('closes every block again, whatever stands in words and strings', () => {
    const text = [
      'http {',
      `  log_format x '{"a":"\${request}"}' ;`,
      '  map $a $b { "~^x{2}$" 1; \'\' 2; }',
      '  server { location ~ "^/a{2}$" { return 301 https://${host}/; } }',
      '  init_by_lua_block { local t = { "}" } -- }',
      '    local s = [[ } ]] }',
      '}',
    ].join('\n');
    expect(tokens(text).depth).toBe(1);
  });

  it('goes on behind a missing semicolon', () => {
    const { pieces, depth } = tokens('server {\n  root /srv\n}\nserver { listen 80; }');
    expect(depth).toBe(1);
    expect(pieces.filter((piece) => piece === 'server keyword.control.block.nginx')).toHaveLength(2);
  });

  it('shows a placeholder on a line of its own', () => {
    expect(tokens('${EXTRA}\nroot /srv;').pieces).toEqual(
      expect.arrayContaining(['EXTRA variable.other.placeholder.nginx', 'root keyword.other.directive.nginx']),
    );
  });
});
