import { describe, expect, it } from 'vitest';
import { createEditing } from '../../../../server/src/formats/nginx/edit/edit.ts';
import { buildNginx } from '../../../../server/src/formats/nginx/model/build.ts';
import type { NginxDirective, NginxEdit, NginxModel } from '../../../../server/src/formats/nginx/model/model.ts';
import { readNginx } from '../../../../server/src/formats/nginx/read/read.ts';
import { noRelatedFiles } from '../../../../server/src/formats/related-files.ts';
import { nginxNamedValues } from '../../../../server/src/subjects/nginx/values.ts';
import { applyEdits } from '../../../../server/src/text/edit.ts';

const build = (text: string): NginxModel =>
  buildNginx(readNginx(text), noRelatedFiles('file:///w/nginx.conf'), 'production', createEditing);

function edited(text: string, change: (model: NginxModel) => readonly NginxEdit[] | undefined): string {
  return applyEdits(text, change(build(text)) ?? []);
}

function named(model: NginxModel, name: string): NginxDirective {
  const found = model.directives.find((directive) => directive.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

function server(model: NginxModel): NginxModel['scopes'][number] {
  const scope = model.servers[0]?.scope;
  if (scope === undefined) throw new Error('no server');
  return scope;
}

describe('inserting', () => {
  it('behind the last of its name, with the indentation and line ending of the file', () => {
    const text = 'server {\r\n\tadd_header A b; # c\r\n\tlisten 80;\r\n\tlocation / {\r\n\t}\r\n}\r\n';
    expect(edited(text, (model) => model.edit.insert(server(model), ['add_header C d;', 'add_header E f;']))).toBe(
      'server {\r\n\tadd_header A b; # c\r\n\tadd_header C d;\r\n\tadd_header E f;\r\n\tlisten 80;\r\n\tlocation / {\r\n\t}\r\n}\r\n',
    );
    expect(edited(text, (model) => model.edit.insert(server(model), ['root /a;']))).toContain(
      '\tlisten 80;\r\n\troot /a;\r\n',
    );
  });

  it('before the blocks, at the start, and into empty and one-line blocks', () => {
    expect(edited('server {\n  location / { }\n}\n', (model) => model.edit.insert(server(model), ['root /a;']))).toBe(
      'server {\n  root /a;\n  location / { }\n}\n',
    );
    expect(edited('server { listen 80; }\n', (model) => model.edit.insert(server(model), ['root /a;']))).toBe(
      'server { listen 80; root /a; }\n',
    );
    expect(edited('http {\n    server {}\n}\n', (model) => model.edit.insert(server(model), ['root /a;']))).toBe(
      'http {\n    server {\n        root /a;\n    }\n}\n',
    );
    expect(
      edited('server {\n  listen 80;\n}\n', (model) => model.edit.insert(server(model), ['root /a;'], { first: true })),
    ).toBe('server {\n  root /a;\n  listen 80;\n}\n');
  });

  it('whole blocks beside another', () => {
    const text = 'http {\n  server {\n    listen 80;\n  } # one\n}\n';
    expect(
      edited(text, (model) => model.edit.insertBlockAfter(server(model), 'server {\n\tlisten 81;\n\treturn 444;\n}')),
    ).toBe('http {\n  server {\n    listen 80;\n  } # one\n\n  server {\n    listen 81;\n    return 444;\n  }\n}\n');
    expect(edited(text, (model) => model.edit.insertBlockBefore(server(model), 'map $a $b {\n\tdefault 0;\n}'))).toBe(
      'http {\n  map $a $b {\n    default 0;\n  }\n\n  server {\n    listen 80;\n  } # one\n}\n',
    );
  });

  it('copies a statement of several lines without its indentation', () => {
    const model = build('http {\n    add_header A "b\n        c";\n}\n');
    expect(model.edit.textOf(named(model, 'add_header'))).toBe('add_header A "b\n    c";');
  });
});

describe('changing and removing', () => {
  it('arguments keep their quotes', () => {
    const text = `set $a 'x'; set $b y;`;
    const change = (name: string, value: string) =>
      edited(text, (model) => {
        const directive = model.directives.find((one) => one.arg(0) === name);
        return directive && model.edit.replaceArg(directive, 1, value);
      });
    expect(change('$a', "it's")).toBe(`set $a 'it\\'s'; set $b y;`);
    expect(change('$b', 'a b')).toBe(`set $a 'x'; set $b "a b";`);
    expect(change('$b', 'z')).toBe(`set $a 'x'; set $b z;`);
  });

  it('arguments are replaced, appended and removed', () => {
    const text = 'listen 80 default_server ssl;';
    expect(edited(text, (model) => model.edit.removeArg(named(model, 'listen'), 1))).toBe('listen 80 ssl;');
    expect(edited(text, (model) => model.edit.appendArg(named(model, 'listen'), 'http2'))).toBe(
      'listen 80 default_server ssl http2;',
    );
    expect(edited(text, (model) => model.edit.replaceArgs(named(model, 'listen'), ['443', 'ssl']))).toBe(
      'listen 443 ssl;',
    );
    expect(edited(text, (model) => model.edit.replaceArgs(named(model, 'listen'), []))).toBe('listen;');
  });

  it('a statement goes with its line, or alone', () => {
    expect(edited('a 1;\n  ssl on; # c\nb 2;\n', (model) => model.edit.remove(named(model, 'ssl')))).toBe(
      'a 1;\nb 2;\n',
    );
    expect(edited('a 1; ssl on; b 2;\n', (model) => model.edit.remove(named(model, 'ssl')))).toBe('a 1; b 2;\n');
    expect(edited('a 1;\r\nssl on;\r\nb 2;\r\n', (model) => model.edit.remove(named(model, 'ssl')))).toBe(
      'a 1;\r\nb 2;\r\n',
    );
    expect(edited('a 1;\nssl on;', (model) => model.edit.remove(named(model, 'ssl')))).toBe('a 1;\n');
  });
});

describe('named values', () => {
  const text = `env A_KEY=one two;
http { server { server_name shop.example;
  set $api_key "a\\"b";
  proxy_set_header Authorization "Bearer $token";
  fastcgi_param DB_PASSWORD 'pw' if_not_empty;
} }`.replace('one two', 'one');
  const values = nginxNamedValues(build(text));

  it('have names, places and literals', () => {
    expect(values.map((value) => [value.name, value.literal, value.references.map((one) => one.name)])).toEqual([
      ['A_KEY', 'one', []],
      ['api_key', 'a"b', []],
      ['Authorization', undefined, ['token']],
      ['DB_PASSWORD', 'pw', []],
    ]);
    for (const value of values) {
      expect(text.slice(value.nameSpan.start, value.nameSpan.end)).toBe(value.name);
      expect(text.slice(value.valueSpan.start, value.valueSpan.end)).toBe(value.source);
    }
    expect(values[1]?.owner).toBe('shop.example');
    expect(text.slice(values[2]?.references[0]?.span.start, values[2]?.references[0]?.span.end)).toBe('$token');
  });

  it('are replaced in their own quoting', () => {
    const after = (index: number, replacement: string) => {
      const edits = values[index]?.replaceWith(replacement);
      return edits === undefined ? undefined : nginxNamedValues(build(applyEdits(text, edits)))[index]?.literal;
    };
    for (const index of [0, 1, 2, 3]) {
      for (const replacement of ['plain', 'a b;c', `q"q'q`, 'back\\', '{x}'])
        expect(after(index, replacement)).toBe(replacement);
    }
    expect(after(1, 'a$b')).toBeUndefined();
  });
});
