import { describe, expect, it } from 'vitest';
import { readCompose } from '../../../../server/src/formats/compose/read/read.ts';
import type { SourceMap, SourceNode } from '../../../../server/src/formats/compose/read/tree.ts';

const comments = (text: string) => readCompose(text).comments.map(({ span }) => text.slice(span.start, span.end));
const pairsOf = (node: SourceNode | undefined) => (node?.kind === 'map' ? node.pairs : []);
const messages = (text: string) => readCompose(text).problems.map(({ message }) => message);

describe('readCompose', () => {
  it('finds comments and leaves `#` inside texts alone', () => {
    const text = [
      '# top',
      'services: # here',
      '  web:',
      '    image: "a # b" # tag',
      "    command: 'x # y'",
      '    labels:',
      '      a: http://h/#frag',
      '      b: | # header',
      '        line # inside',
      '      # outside',
      '    user: a#b',
      '',
    ].join('\n');
    expect(comments(text)).toEqual(['# top', '# here', '# tag', '# header', '# outside']);
    expect(readCompose(text).comments.map((one) => one.ownLine)).toEqual([true, false, false, false, true]);
  });

  it('ends a comment before CRLF and starts behind a byte order mark', () => {
    expect(comments('\uFEFF# a\r\nservices: {} # b\r\n')).toEqual(['# a', '# b']);
    expect(readCompose('\uFEFFservices:\r\n  web:\r\n    image: a\r\n').problems).toEqual([]);
  });

  it('is complete for a sound file and not for a broken one', () => {
    expect(readCompose('services:\n  web:\n    image: nginx\n').complete).toBe(true);
    const broken = readCompose('services:\n  web:\n    image: "nginx\n    ports: [80\n');
    expect(broken.complete).toBe(false);
    expect(broken.problems.length).toBeGreaterThan(0);
  });

  it('says where a quote or bracket was opened that is not closed, wherever that shows', () => {
    const place = (text: string) =>
      readCompose(text).problems.map(({ span, message }) => [
        text.slice(0, span.start).split('\n').length,
        text[span.start],
        message.includes('not closed'),
      ]);
    const head = 'services:\n  web:\n    environment:\n';
    expect(place(`${head}      A: "open\n      B: two\n    ports:\n      - 80\n\n`)).toEqual([[4, '"', true]]);
    expect(place(`${head}      A: 'open\n      B: two\n`)).toEqual([[4, "'", true]]);
    expect(place(`${head}      A: "open\n      B: "two"\n      C: three\n`)).toEqual([[4, '"', true]]);
    expect(place('services:\n  web:\n    ports:\n      - "80:80\n      - "90:90"\n')).toEqual([[4, '"', true]]);
    expect(place('services:\n  web:\n    command: ["a", "b"\n    ports:\n      - 80\n')).toEqual([[3, '[', true]]);
    expect(place('services:\n  web:\n    deploy: { a: 1\n    image: b\n')).toEqual([[3, '{', true]]);
    expect(place('services:\n  web:\n    image: a\n   ports: []\n')).toEqual([[4, ' ', false]]);
  });

  it('says one problem a line, without quoting the file', () => {
    const text = 'services:\n  web:\n    environment:\n      KEY: "topsecret\n  other: }{ hunter2\n';
    const file = readCompose(text);
    const lines = file.problems.map(({ span }) => text.slice(0, span.start).split('\n').length);
    expect(new Set(lines).size).toBe(lines.length);
    expect(messages(text).join()).not.toMatch(/topsecret|hunter2/);
  });

  it('reports duplicate keys, two merges, and unknown aliases', () => {
    expect(messages('services:\n  a: {image: x, image: y}\n')).toEqual([
      'Key `image` is given twice in the same mapping',
    ]);
    expect(messages('x-a: &a {}\nservices:\n  a:\n    <<: *a\n    <<: *a\n')[0]).toMatch(/<<: \[\*a, \*b\]/);
    expect(messages('services:\n  a: *nope\n')).toEqual(['No anchor `&nope` stands above this alias']);
  });

  it('knows version 1 files and other YAML by one warning, and stays complete', () => {
    const old = readCompose('web:\n  image: nginx\n  links: [db]\ndb:\n  image: postgres\n');
    expect([old.kind, old.problems.length, old.problems[0]?.kind]).toEqual(['v1', 1, 'information']);
    const other = readCompose('on: push\njobs:\n  a: {}\n');
    expect([other.kind, other.problems.length, other.problems[0]?.kind]).toEqual(['other', 1, 'information']);
    expect(readCompose('').kind).toBe('empty');
    expect(readCompose('x-common: &c {}\n').kind).toBe('compose');
  });

  it('takes `!reset` and `!override` for what they are', () => {
    const file = readCompose(
      'services:\n  web:\n    ports: !reset []\n    command: !override [a]\n    user: !reset null\n',
    );
    expect(file.problems).toEqual([]);
  });

  it('reads every document of a stream', () => {
    const file = readCompose('services:\n  a: {image: x}\n---\nservices:\n  b: {image: y}\n');
    expect(file.further).toHaveLength(1);
    expect(file.complete).toBe(true);
  });

  it('calls a template a template, once', () => {
    const file = readCompose(
      'services:\n{% if x %}\n  web:\n    image: {{ image }}\n{% endif %}\n  {{ name }}:\n    a: b\n',
    );
    expect(file.problems.map(({ message }) => message)).toEqual([
      'A template of another tool, checked only in part: check what it renders to',
    ]);
  });

  it('reads what stands behind the tags of a template, each place as it is', () => {
    const text = [
      'services:',
      '  {{ name }}:',
      '    {# a note of the template: nothing of YAML #}',
      '    {% if a %}',
      '    image: {{ registry }}/web:{{ tag | default("1: 2") }}',
      '    {% endif %}',
      '    volumes:',
      '      - {{ name }}_data:/data',
      '      {{- range .Mounts }}',
      '      - "{{ .From }}:{{ .To }}" # kept',
      '      {{- end }}',
      '    command: |',
      '      {{ shell }} --flag',
      '        more',
      '    user: <%= user %>',
      '',
    ].join('\n');
    const file = readCompose(text);
    expect(file.problems.map(({ kind }) => kind)).toEqual(['template']);
    const [service] = (pairsOf(file.root)[0]?.value as SourceMap).pairs;
    expect(service?.key.text).toBe('{{ name }}');
    const [image, volumes, command, user] = pairsOf(service?.value);
    expect(image?.value).toMatchObject({ text: '{{ registry }}/web:{{ tag | default("1: 2") }}' });
    expect(volumes?.value).toMatchObject({
      items: [{ text: '{{ name }}_data:/data' }, { text: '{{ .From }}:{{ .To }}' }],
    });
    expect(command?.value).toMatchObject({ text: '{{ shell }} --flag\n  more' });
    expect(user?.value).toMatchObject({ text: '<%= user %>' });
    expect(text.slice(user?.value.span.start, user?.value.span.end)).toBe('<%= user %>');
    expect(comments(text)).toEqual(['# kept']);
  });

  it('calls a template whole only where no tag brings lines of its own', () => {
    const service = (line: string) =>
      readCompose(`services:\n  web:\n    {% if a %}\n    image: b:1.2\n    {% endif %}\n${line}\n`).complete;
    expect(service('    user: {{ user }}')).toBe(true);
    for (const line of ['    {{ more }}', '    {% include "limits.yml" %}', '  {{ template "db" . }}', '    a: {{ b'])
      expect(service(line)).toBe(false);
  });

  it('costs one look for each tag, also where none ends or all stand in one line', () => {
    for (const text of ['{%'.repeat(20_000), '{{ a }} '.repeat(5_000), `a: {% x %}${'{{ b }}'.repeat(5_000)}`])
      expect(readCompose(text).problems).not.toEqual([]);
  });

  it('reads what stands far above the first tag as it is written', () => {
    const text = `services:\n  web:\n    image: "a:1"\n${'    # more\n'.repeat(50)}    {% if x %}\n    user: "{{ uid }}"\n    {% endif %}\n`;
    const { root } = readCompose(text);
    const web = pairsOf(pairsOf(pairsOf(root)[0]?.value)[0]?.value);
    expect(web.map(({ value }) => value.kind === 'scalar' && value.text)).toEqual(['a:1', '{{ uid }}']);
  });

  it('does not take a broken file with braces in a text for a template', () => {
    const file = readCompose('services:\n  web:\n    command: docker ps --format "{{.Names}}\n  b: }\n');
    expect(file.complete).toBe(false);
    expect(file.problems.some(({ message }) => message.startsWith('A template'))).toBe(false);
  });

  it('lists elements outer before inner, in the order of the text', () => {
    const text = 'services:\n  web:\n    ports:\n      - "80"\n';
    const { elements } = readCompose(text);
    expect(elements.map(({ start, end }) => text.slice(start, end).split('\n')[0])).toEqual([
      'services:',
      'web:',
      'ports:',
      '"80"',
    ]);
  });

  it('survives depth and expansion bombs', { timeout: 120_000 }, () => {
    // Exponential or quadratic work would take hours: the time limit is the assertion.
    const laughs = ['x-0: &a0 [x,x,x,x,x,x,x,x,x,x]'];
    for (let i = 1; i < 30; i++) laughs.push(`x-${i}: &a${i} [${`*a${i - 1},`.repeat(10)}]`);
    expect(readCompose(`services: ${'['.repeat(50_000)}`).complete).toBe(false);
    expect(readCompose(`${laughs.join('\n')}\nservices: {a: {command: *a29}}\n`).complete).toBe(true);
  });
});
