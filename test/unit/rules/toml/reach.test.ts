import { describe, expect, it } from 'vitest';
import { lintFiles, lintText } from '../../../support/lint.ts';

const BUILDKIT = '[grpc]\ndebugAddress = "0.0.0.0:6060"\n\n[worker.oci]\nenabled = true\n';

function compose(ports: string): string {
  return `services:\n  buildkit:\n    image: moby/buildkit:v0.18.2\n${ports}    volumes:\n      - ./buildkitd.toml:/etc/buildkit/buildkitd.toml\n`;
}

describe('a file that a compose service mounts', () => {
  it.each([
    ['    ports: ["6060:6060"]\n', ['high']],
    ['', ['medium']],
    ['    ports: ["127.0.0.1:6060:6060"]\n', []],
  ])('is judged by what the service publishes: %j', async (ports, severities) => {
    const files = { 'buildkitd.toml': BUILDKIT, 'compose.yml': compose(ports) };
    const { findings } = await lintFiles({ files, path: 'buildkitd.toml' });
    const exposed = findings.filter(({ rule }) => rule === 'toml/exposed-endpoint');
    expect(exposed.map(({ severity }) => severity)).toEqual(severities);
    // on loopback inside the container the published port is dead
    expect(exposed.flatMap(({ fixes }) => fixes)).toEqual([]);
  });

  it('is bound to loopback where it stands alone', async () => {
    const findings = await lintText('buildkitd.toml', BUILDKIT);
    expect(findings.filter(({ rule }) => rule === 'toml/exposed-endpoint').flatMap(({ fixes }) => fixes)).toHaveLength(
      1,
    );
  });
});

describe('files that are TOML only later, or never', () => {
  it.each([
    ['placeholders of a script', 'a = <PORT>\nb = 1\nc = <NAME>\n', 'low'],
    ['words without quotes', '[req]\nname = common\ncountry = US\nprompt = no\nstate = Somewhere\n', 'medium'],
  ])('%s are told once', async (_, text, severity) => {
    const findings = await lintText('service.toml', text);
    expect(findings.map((one) => [one.rule, one.severity])).toEqual([['toml/syntax', severity]]);
  });

  it('still names each of two half-typed values', async () => {
    const findings = await lintText('service.toml', 'name = common\ncountry = US\nport = 1\n');
    expect(findings.map(({ rule }) => rule)).toEqual(['toml/syntax', 'toml/syntax']);
  });
});
