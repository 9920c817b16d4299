import { describe, expect, it } from 'vitest';
import { branchesIn, branchParts, partAt } from '../../../server/src/formats/template-branches.ts';
import { lintFiles } from '../../support/lint.ts';

const TEMPLATE = `services:
  {{ name }}:
    image: docker.io/library/mariadb:11.4
    ports:
      - "{{ port }}:3306"
  pages:
    image: adminer:4.8.1
    {% if published %}
    ports:
      - "8080:8080"
    {% else %}
    network_mode: host
    {% endif %}
`;

async function checked(path: string, text: string) {
  const report = await lintFiles({ files: { [path]: text }, path });
  return {
    report,
    lines: report.findings.map(({ rule, span }) => `${rule} ${text.slice(0, span.start).split('\n').length}`),
  };
}

describe('a Compose file that another tool renders', () => {
  it('speaks of what every rendering holds and of nothing behind a switch', async () => {
    const { report, lines } = await checked('compose.yaml.j2', TEMPLATE);
    expect(lines).toContain('compose/datastore-published 5');
    expect(lines.filter((line) => / (?:9|1\d)$/.test(line))).toEqual([]);
    expect(report).toMatchObject({ format: 'compose', inPart: true });
  });

  it('tells among many switches which one a place is behind', async () => {
    const services = Array.from({ length: 9 }, (_, i) => {
      const wide = '    network_mode: host\n';
      return `  s${i}:\n    image: adminer:4.8.1\n${i % 3 === 1 ? wide : `    {% if a${i} %}\n${wide}    {% endif %}\n`}`;
    });
    const text = `services:\n${services.join('')}`;
    const { report } = await checked('compose.yaml.j2', text);
    const places = report.findings.filter(({ rule }) => rule === 'compose/host-network').map(({ span }) => span.start);
    const plain = ['s1', 's4', 's7'].map((name) => text.indexOf('network_mode', text.indexOf(`  ${name}:`)));
    expect(places.map((start) => text.slice(0, start).split('\n').length)).toEqual(
      plain.map((start) => text.slice(0, start).split('\n').length),
    );
  });

  it('speaks of both without the switch', async () => {
    const { lines } = await checked(
      'compose.yaml',
      TEMPLATE.replace(/ {4}\{% if.*\n| {4}\{% else[\s\S]*endif %\}\n/g, ''),
    );
    expect(lines).toContain('compose/admin-interface-published 9');
  });
});

describe('what a container is given of the host in a branch of a template', () => {
  const collector = (condition: string) => `services:
  web:
    image: example/web:2.1.0
    volumes:
      - {{ name }}_data:/data
      {% if ${condition} %}
      - /:/mnt/all:ro
      - /run/docker.sock:/run/docker.sock
      {% endif %}
{% if metrics %}
  sampler:
    image: example/sampler:1.4.2
    privileged: true
{% endif %}
`;

  it('is said, one less serious, without a fix, and where it holds', async () => {
    const { report, lines } = await checked('compose.yaml.j2', collector('logs or metrics'));
    expect(lines).toEqual(
      expect.arrayContaining([
        'compose/sensitive-host-path 7',
        'compose/docker-socket 8',
        'compose/privileged-container 13',
      ]),
    );
    const path = report.findings.find(({ rule }) => rule === 'compose/sensitive-host-path');
    expect(path).toMatchObject({
      severity: 'medium',
      message: '"web" can read the whole host through / where this branch is taken; mount only what it needs',
      fixes: [],
    });
    expect(path?.related.map(({ message }) => message)).toContain('Only where this branch is taken');
  });

  it('is not missed where a branch has it, and a fix writes in no branch', async () => {
    const text = `services:
  cache:
    image: redis:7.4.2
    {% if limited %}
    mem_limit: 1g
    {% endif %}
  shop:
    image: example/shop:1.4.2
    {% if published %}
    ports:
      - "{{ port }}:8080"
    {% endif %}
`;
    const { report } = await checked('compose.yaml.j2', text);
    const limits = report.findings.filter(({ rule }) => rule === 'compose/missing-resource-limits');
    expect(limits.map(({ message }) => message.slice(0, 6))).toEqual(['"shop"']);
    const edits = limits.flatMap(({ fixes }) => fixes.flatMap((fix) => fix.edits()));
    const branch = text.indexOf('{% if published');
    expect(edits.every(({ span }) => span.end <= branch)).toBe(true);
  });

  it('is not said where the branch asks for just that', async () => {
    const { lines } = await checked('compose.yaml.j2', collector('host_mounts'));
    expect(lines.filter((line) => / [78]$/.test(line))).toEqual([]);
  });
});

describe('the condition nearest to a finding', () => {
  const service = (before: string, after: string) =>
    `services:\n  web:\n    image: example/web:2.1.0\n${before}\n    privileged: true\n${after}\n`;

  it.each([
    ['{% if production %}\n{% if allow_privileged %}', '{% endif %}\n{% endif %}'],
    ['{% if hardened %}\n    read_only: true\n{% elif privileged_mode %}', '{% endif %}'],
    ['{{- if .a }}\n    read_only: true\n{{- else if .privileged }}', '{{- end }}'],
    ['{% if not nothing %}\n    read_only: true\n{% elif docker_in_docker %}', '{% endif %}'],
    ['{% if privileged_mode %}\n{% if production %}', '{% endif %}\n{% endif %}'],
  ])('asks for it: %s', async (before, after) => {
    const { lines } = await checked('compose.yml.j2', service(before, after));
    expect(lines.filter((line) => line.startsWith('compose/privileged-container'))).toEqual([]);
  });

  it('is the one that is told of', async () => {
    const text = service('{% if production %}\n{% if metrics %}', '{% endif %}\n{% endif %}');
    const { report } = await checked('compose.yml.j2', text);
    const found = report.findings.find(({ rule }) => rule === 'compose/privileged-container');
    const told = found?.related.find(({ message }) => message === 'Only where this branch is taken');
    expect(told?.at.span.start).toBe(text.indexOf('{% if metrics'));
  });

  it('is that of the branch around, behind an inner one', () => {
    const text = '{% if a %}{% if wanted %}x{% endif %}y{% else %}z{% endif %}0';
    const parts = branchParts(text, (inner) => inner.includes('wanted'));
    const at = (mark: string) => partAt(parts, text.indexOf(mark));
    expect(at('x')).toMatchObject({ tag: 10, isWanted: true });
    expect(at('y')).toMatchObject({ tag: 0, isWanted: false });
    expect(at('z')).toMatchObject({ tag: text.indexOf('{% else'), isWanted: false });
    expect(at('0')).toMatchObject({ tag: undefined, isWanted: false });
  });
});

describe('an env file that another tool renders', () => {
  it('is counted as checked in part, also where every line can be read', async () => {
    const { report, lines } = await checked('.env.j2', "DB_PASSWORD='{{ password }}'\nAPP_DEBUG=true\n");
    expect(report.inPart).toBe(true);
    expect(lines).toEqual(['env/debug-enabled 2']);
  });

  it('tells a secret in any branch, and a setting in none', async () => {
    const text = '{% if staging %}\nAPP_DEBUG=true\nJWT_SECRET=secret\n{% endif %}\n';
    expect((await checked('.env.j2', text)).lines).toEqual(['secret/weak 3']);
  });
});

describe('branchesIn', () => {
  it.each([
    ['{% if a %}x{% endif %}y', ['{% if a %}x{% endif %}']],
    ['{{ if .A }}x{{ if .B }}y{{ end }}{{ end }}', ['{{ if .A }}x{{ if .B }}y{{ end }}{{ end }}']],
    ['<% if a %>x<% end %>', ['<% if a %>x<% end %>']],
    ['{# {% if a %} #}x', []],
    ['{{ name }} {{ other }}', []],
    ['a {% for x in y %}b', ['{% for x in y %}b']],
    ['{% if half', []],
  ])('%s', (text, parts) => {
    expect(branchesIn(text).map(({ start, end }) => text.slice(start, end))).toEqual(parts);
  });

  it('counts its steps: tags that never end cost one look each', () => {
    expect(branchesIn('{%'.repeat(200_000))).toEqual([]);
  });
});
