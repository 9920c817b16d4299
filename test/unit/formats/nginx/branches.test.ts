import { describe, expect, it } from 'vitest';
import { readNginx } from '../../../../server/src/formats/nginx/read/read.ts';
import { lintText } from '../../../support/lint.ts';

const rulesIn = async (text: string): Promise<readonly string[]> =>
  (await lintText('nginx.conf.j2', text, { profile: 'recommended' })).map(({ rule }) => rule);

describe('branches of a template', () => {
  it('are found in Jinja, Go, Handlebars and ERB, nested ones as one, an open one to the end', () => {
    const spans = (text: string) => readNginx(text).branches.map(({ start, end }) => text.slice(start, end));
    expect(spans('a;\n{% if x %}b;{% for y in z %}c;{% endfor %}{% endif %}\nd;')).toEqual([
      '{% if x %}b;{% for y in z %}c;{% endfor %}{% endif %}',
    ]);
    expect(spans('{{ if .X }}\na;\n{{ end }}\nb;')).toEqual(['{{ if .X }}\na;\n{{ end }}']);
    expect(spans('{{#each x}}\na;\n{{/each}}')).toEqual(['{{#each x}}\na;\n{{/each}}']);
    expect(spans('<% xs.each do |x| %>\na;\n<% end %>')).toEqual(['<% xs.each do |x| %>\na;\n<% end %>']);
    expect(spans('a;\n{% if x %}\nb;')).toEqual(['{% if x %}\nb;']);
    expect(spans('{% set x = 1 %}\na {{ x }};')).toEqual([]);
  });

  it('claim no setting: the branch is its switch', async () => {
    const line = 'ssl_protocols TLSv1 TLSv1.2;';
    expect(
      await rulesIn(`server {\n    listen 443 ssl;\n    {% if old %}\n    ${line}\n    {% endif %}\n}\n`),
    ).not.toContain('nginx/tls-protocols-weak');
    expect(await rulesIn(`server {\n    listen 443 ssl;\n    server_name {{ name }};\n    ${line}\n}\n`)).toContain(
      'nginx/tls-protocols-weak',
    );
  });

  it('keep findings about lines that are wrong whichever branch is taken, without an edit', async () => {
    const text =
      'server {\n    listen 80;\n    {% if x %}\n    return 301 https://shop.example.net$uri;\n    {% endif %}\n}\n';
    const found = (await lintText('nginx.conf.j2', text)).filter(({ rule }) => rule === 'nginx/http-splitting');
    expect(found.map(({ fixes }) => fixes.length)).toEqual([0]);
  });
});

describe('a template of another tool', () => {
  it('is said to be checked only in part, once and low', async () => {
    const found = await lintText('nginx.conf', '{% if x %}\nlisten 80\n{% endif %}\nserver { listen {{ port }}; }\n');
    expect(found.filter(({ rule }) => rule === 'nginx/syntax').map(({ severity }) => severity)).toEqual(['low']);
  });

  it('is none when only a comment holds its marks: mistakes are mistakes', async () => {
    const found = await lintText(
      'nginx.conf',
      '# {{ ansible_managed }} {% if x %}\nevents {}\nhttp { server { listen 80 } }\n',
    );
    expect(found.filter(({ rule }) => rule === 'nginx/syntax').map(({ severity }) => severity)).toEqual(['high']);
  });
});
