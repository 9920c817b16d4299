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
    ['a request of OpenSSL', '[req]\ndistinguished_name = dn\nprompt = no\n[dn]\ncountryName = US\n', 'low'],
    ['words without quotes', '[req]\nname = common\ncountry = US\nprompt = no\nstate = Somewhere\n', 'low'],
  ])('%s are told once', async (_, text, severity) => {
    const findings = await lintText('service.toml', text);
    expect(findings.map((one) => [one.rule, one.severity])).toEqual([['toml/syntax', severity]]);
  });

  it('are templates with three placeholders', async () => {
    expect(await lintText('service.toml', 'a = <PORT>\nb = "<HOST>"\nc = <NAME>\n')).toEqual([]);
  });

  it('still names each of two half-typed values', async () => {
    const findings = await lintText('service.toml', 'name = common\ncountry = US\nport = 1\n');
    expect(findings.map(({ rule }) => rule)).toEqual(['toml/syntax', 'toml/syntax']);
  });
});

describe('a Bor node', () => {
  const bor = (cors: string, accounts: string): string =>
    `chain = "amoy"\n[heimdall]\nurl = "http://localhost:1317"\n[jsonrpc.http]\nenabled = true\nhost = "0.0.0.0"\nvhosts = ["*"]\n${cors}[accounts]\nallow-insecure-unlock = true\n${accounts}`;
  const of = async (text: string, rule: string) =>
    (await lintFiles({ files: { 'bor/config.toml': text }, path: 'bor/config.toml' })).findings
      .filter((finding) => finding.rule === rule)
      .map(({ severity, message }) => `${severity} ${/vhosts|corsdomain|allow-insecure-unlock/.exec(message)?.[0]}`);

  it('is told of its host names only where origins are named', async () => {
    expect(await of(bor('', ''), 'toml/permissive-cors')).toEqual(['medium vhosts']);
    expect(await of(bor('corsdomain = ["*"]\n', ''), 'toml/permissive-cors')).toEqual(['low corsdomain']);
  });

  it('that unlocks nothing is only permitted to', async () => {
    const rule = 'toml/unsafe-setting';
    expect(await of(bor('', ''), rule)).toEqual(['low allow-insecure-unlock']);
    expect(await of(bor('', 'unlock = ["0x1"]\n'), rule)).toEqual(['medium allow-insecure-unlock']);
  });
});
