import { describe, expect, it } from 'vitest';
import { readNginx } from '../../../../server/src/formats/nginx/read/read.ts';
import { decodeWord, quoteWord } from '../../../../server/src/formats/nginx/read/word.ts';

/** Statements as `name|arg|arg terminator`, blocks nested in lists. */
function shape(text: string): unknown {
  const show = (nodes: ReturnType<typeof readNginx>['nodes']): unknown[] =>
    nodes.map((node) => {
      const head = [node.name.value, ...node.args.map((arg) => arg.value)].join('|');
      return node.body === undefined ? `${head} ${node.terminator}` : [head, ...show(node.body.nodes)];
    });
  return show(readNginx(text).nodes);
}

const messages = (text: string) => readNginx(text).problems.map((problem) => problem.message);

describe('readNginx: words', () => {
  it.each([
    ['set $a foo}bar;', ['set|$a|foo}bar ;']],
    ['set $a pre${host}post;', ['set|$a|pre${host}post ;']],
    ['set $a foo#bar"c;', ['set|$a|foo#bar"c ;']],
    ['set $a foo"b c"bar;', ['set|$a|foo"b|c"bar ;']],
    ['set $a "x # y; {";', ['set|$a|x # y; { ;']],
    ["set $a 'it\"s';", ['set|$a|it"s ;']],
    ['set $a x\\ y\\;z\\{;', ['set|$a|x\\ y\\;z\\{ ;']],
    ['set $a "a\\"b\\n\\.c";', ['set|$a|a"b\n\\.c ;']],
    ['set\n\t$a # a comment ; {\n  1\n;', ['set|$a|1 ;']],
    ['"set" $a 1;', ['set|$a|1 ;']],
    ['set $a 1;\r\nset $b 2;\r\n', ['set|$a|1 ;', 'set|$b|2 ;']],
    ['add_header A "x\n  y";', ['add_header|A|x\n  y ;']],
    ['location "/x"{return 200;}', [['location|/x', 'return|200 ;']]],
    ['if ($host = "x"){ }', [['if|($host|=|x|)']]],
  ])('%j', (text, expected) => {
    expect(shape(text)).toEqual(expected);
    expect(messages(text)).toEqual([]);
  });

  it('spans cover the source, quotes apart from the content', () => {
    const text = 'set $a "b c";';
    const arg = readNginx(text).nodes[0]?.args[1];
    expect([arg?.span, arg?.content, arg?.quote]).toEqual([{ start: 7, end: 12 }, { start: 8, end: 11 }, '"']);
  });

  it('refuses a word longer than the read buffer of nginx', () => {
    expect(messages(`set $a ${'x'.repeat(4000)};`)).toEqual([]);
    expect(messages(`set $a ${'x'.repeat(4100)};`)[0]).toContain('too long parameter');
    expect(messages(`set $a ${'é'.repeat(2100)};`)[0]).toContain('too long parameter');
  });

  it('quotes a value only when nginx needs it, and reads it back', () => {
    for (const value of [
      'plain',
      'a b',
      '',
      'x;y',
      'a"b',
      "a'b",
      'back\\slash',
      '\\n',
      '{',
      '${host}',
      '#x',
      'a\nb',
      '\\',
    ]) {
      for (const quote of ['', '"', "'"] as const) {
        const text = `set $a ${quoteWord(value, quote)};`;
        expect(readNginx(text).nodes[0]?.args[1]?.value, text).toBe(value);
      }
    }
    expect(quoteWord('plain')).toBe('plain');
    expect(decodeWord('a\\.b\\\\c\\t')).toBe('a\\.b\\c\t');
  });
});

describe('readNginx: blocks', () => {
  it('reads the lines of maps as entries and keeps Lua raw', () => {
    const text = `map $a $b { default 0; "~^x{2}" 1; }
content_by_lua_block { ngx.say("}") -- }
  local s = [[ } ]] --[[ } ]] if x then y = {1} end
}
after 1;`;
    const file = readNginx(text);
    expect(file.problems).toEqual([]);
    expect(file.nodes.map((node) => [node.name.value, node.body?.kind])).toEqual([
      ['map', 'entries'],
      ['content_by_lua_block', 'raw'],
      ['after', undefined],
    ]);
    expect(shape('map $a $b { ~^x{2} 1; }')).toBeDefined();
  });

  it('lists comments and elements, outer before inner', () => {
    const text = '# one\nhttp { # two\n  a 1; # three\n}\n';
    const file = readNginx(text);
    expect(file.comments.map(({ span, ownLine }) => [text.slice(span.start, span.end), ownLine])).toEqual([
      ['# one', true],
      ['# two', false],
      ['# three', false],
    ]);
    expect(file.elements.map((element) => text.slice(element.start, element.end))).toEqual([
      'http { # two\n  a 1; # three\n}',
      'a 1;',
    ]);
  });

  it('takes lone placeholders of templates for unknown statements', () => {
    expect(shape('server {\n  ${EXTRA}\n  listen ${PORT};\n}')).toEqual([
      ['server', '${EXTRA} placeholder', 'listen|${PORT} ;'],
    ]);
    expect(messages('server {\n  ${EXTRA}\n}')).toEqual([]);
  });

  it('does not call the syntax of other template languages a mistake, and is not complete', () => {
    for (const text of [
      '{% if x %}\nlisten 80;\n{% endif %}',
      'server_name {{ a b }};',
      '<% if x %>\nroot /a;\n',
      'x {# c #}\n;',
    ]) {
      const file = readNginx(text);
      const kinds = file.problems.map(({ kind }) => kind);
      expect([kinds, file.complete, file.template !== undefined], text).toEqual([['template'], false, true]);
    }
  });

  it('reads the files of a dump apart', () => {
    const text = `nginx: the configuration file syntax is ok
# configuration file /etc/nginx/nginx.conf:
http { include conf.d/*.conf; }
# configuration file /etc/nginx/conf.d/a.conf:
server { listen 80; }
`;
    const file = readNginx(text);
    expect(file.problems).toEqual([]);
    expect(file.sections.map((section) => [section.path, section.nodes.length])).toEqual([
      ['/etc/nginx/nginx.conf', 1],
      ['/etc/nginx/conf.d/a.conf', 1],
    ]);
  });
});

describe('readNginx: recovery', () => {
  it.each([
    // A missing semicolon costs one statement, the next ones are read.
    ['root /a\nserver_tokens off;\nlisten 80;', ['root|/a missing', 'server_tokens|off ;', 'listen|80 ;']],
    ['proxy_pass http://a\nlocation / { deny all; }', ['proxy_pass|http://a missing', ['location|/', 'deny|all ;']]],
    ['server { root /a\n}\nlisten 80;', [['server', 'root|/a missing'], 'listen|80 ;']],
    ['listen 80\nserver_name a;', ['listen|80 missing', 'server_name|a ;']],
    // An unclosed quote ends where the next statement begins.
    ['add_header A "b;\nlisten 80;', ['add_header|A|"b ;', 'listen|80 ;']],
    ['add_header A "b;\nadd_header B "c";\nlisten 80;', ['add_header|A|"b ;', 'add_header|B|c ;', 'listen|80 ;']],
    // Braces too many and too few.
    [
      'server { listen 80; }\n}\nserver { listen 81; }',
      [
        ['server', 'listen|80 ;'],
        ['server', 'listen|81 ;'],
      ],
    ],
    ['server { listen 80;', [['server', 'listen|80 ;']]],
    ['{ listen 80; } root /a;', ['listen|80 ;', 'root|/a ;']],
    ['map $a $b { x { y z; } }\nroot /a;', [['map|$a|$b', 'x missing', 'y|z ;'], 'root|/a ;']],
    [';; root /a;', ['root|/a ;']],
  ])('%j', (text, expected) => {
    expect(shape(text)).toEqual(expected);
    const file = readNginx(text);
    expect(file.problems.length).toBeGreaterThan(0);
    expect(file.complete).toBe(false);
  });

  it('words its problems as nginx does and never shows a value', () => {
    expect(messages('set $a 1;;')).toEqual(['unexpected ";"']);
    expect(messages('}')).toEqual(['unexpected "}"']);
    expect(messages('set $a "x"y;')[0]).toContain('unexpected "y"');
    expect(messages('server { set $token hunter-2 }').join()).toContain('"set" is not terminated by ";"');
    expect(messages('server { set $token hunter-2 }').join()).not.toContain('hunter');
    expect(messages('http {')).toEqual(['unexpected end of file, expecting "}" for this block']);
  });

  it('does not take arguments on lines of their own for statements', () => {
    const text = 'log_format main "a"\n  "b";\ngzip_types\n  text/css\n  text/plain;\nserver_name\n  root\n  index;\n';
    expect(messages(text)).toEqual([]);
  });

  it('a byte order mark is named and the rest is read', () => {
    const file = readNginx('\ufefflisten 80;');
    expect([file.problems.length, file.complete, file.nodes[0]?.name.value]).toEqual([1, true, 'listen']);
  });
});
