import { describe, expect, it } from 'vitest';
import { bindReach, loopbackAddress } from '../../../../server/src/knowledge/toml/addresses.ts';
import { meets, nameMeets, type Seen } from '../../../../server/src/knowledge/toml/condition.ts';
import { normalName, splitKeyPath } from '../../../../server/src/knowledge/toml/key-path.ts';
import { isOutdatedTls } from '../../../../server/src/knowledge/toml/tls-version.ts';

const scalar = (value: string | number | boolean): Seen => ({ kind: 'scalar', value });
const list = (...items: (string | number)[]): Seen => ({ kind: 'list', items, complete: true });

describe('addresses', () => {
  it.each([
    ['0.0.0.0', 'network', '127.0.0.1'],
    ['0.0.0.0:8080', 'network', '127.0.0.1:8080'],
    [':8080', 'network', '127.0.0.1:8080'],
    ['*:80', 'network', '127.0.0.1:80'],
    ['[::]:443', 'network', '127.0.0.1:443'],
    ['::', 'network', '127.0.0.1'],
    ['tcp://0.0.0.0:26657', 'network', 'tcp://127.0.0.1:26657'],
    ['10.1.2.3:80', 'network', '127.0.0.1:80'],
    ['2001:db8::1', 'network', undefined],
    ['127.0.0.1:80', 'loopback', '127.0.0.1:80'],
    ['127.8.8.8', 'loopback', '127.0.0.1'],
    ['localhost:80', 'loopback', undefined],
    ['[::1]:80', 'loopback', '[::1]:80'],
    ['unix:///run/x.sock', 'loopback', undefined],
    ['/run/x.sock', 'loopback', undefined],
    ['db.example.com:80', 'unknown', undefined],
    ['${ADDRESS}', 'unknown', undefined],
    ['', 'unknown', undefined],
  ])('%j is reached from %s, on loopback it is %j', (address, reach, loopback) => {
    expect(bindReach(address)).toBe(reach);
    expect(loopbackAddress(address)).toBe(loopback);
  });
});

describe('isOutdatedTls', () => {
  it.each([
    'TLSv1',
    'TLSv1.0',
    'TLSv1.1',
    'TLS1.0',
    'tls1.1',
    'TLS10',
    'TLS11',
    'VersionTLS10',
    'VersionTLS11',
    'TLS_V11',
    'TLSv1_1',
    'SSLv3',
    'SSL_V2',
    'ssl3',
    '1.0',
    '1.1',
    'tlsv1.0',
  ])('%s is', (version) => expect(isOutdatedTls(version)).toBe(true));
  it.each([
    'TLSv1.2',
    'TLS1.3',
    'TLS12',
    'VersionTLS13',
    'tls1.2',
    '1.2',
    '1.3',
    '1',
    '10',
    '2',
    '',
    'ssl',
    'tls',
    'intermediate',
    '11.0',
    'http/1.1',
  ])('%j is not', (version) => expect(isOutdatedTls(version)).toBe(false));
});

describe('meets', () => {
  it('knows nothing of what is not known', () => {
    for (const condition of [
      { is: 'x' },
      { hasItem: ['*'] },
      { below: 1 },
      { test: 'empty' as const },
      { absent: true as const },
    ]) {
      expect(meets(condition, { kind: 'unknown' })).toBe(false);
    }
    expect(meets({ test: 'empty' }, { kind: 'list', items: [], complete: false })).toBe(false);
  });

  it('compares texts without case, numbers in texts, lists by item', () => {
    expect(meets({ is: 'debug' }, scalar('DEBUG'))).toBe(true);
    expect(meets({ is: [0, '0'] }, scalar('0'))).toBe(true);
    expect(meets({ is: true }, scalar('true'))).toBe(false);
    expect(meets({ below: 12 }, scalar('6'))).toBe(true);
    expect(meets({ below: 12 }, scalar('six'))).toBe(false);
    expect(meets({ above: 3600 }, scalar(86400))).toBe(true);
    expect(meets({ hasItem: ['*'] }, list('a', '*'))).toBe(true);
    expect(meets({ hasItem: ['*'] }, scalar('https://a.example, *'))).toBe(true);
    expect(meets({ hasItem: ['*'] }, scalar('*.example.com'))).toBe(false);
    expect(meets({ absent: true }, { kind: 'absent' })).toBe(true);
    expect(meets({ present: true }, { kind: 'table' })).toBe(true);
  });

  it.each([
    ['matches-anything', ['.*', '^.*$', '*', '^/', '/', 'GET=^/.*', ''], ['^/api$', '^go$', '.*\\.css', '/health']],
    [
      'docker-socket',
      ['/var/run/docker.sock', '/var/run/docker.sock:/var/run/docker.sock:ro', 'unix:///run/docker.sock'],
      ['/var/run/docker', '/docker.sock.d/x'],
    ],
    ['not-hex-256-bit', ['abc', 'g'.repeat(64), 'a'.repeat(63)], ['0aF9'.repeat(16)]],
    ['not-aes-key', ['short', 'x'.repeat(33)], ['x'.repeat(16), 'x'.repeat(32), `${'A'.repeat(43)}=`]],
    [
      'plain-http-url',
      ['http://pypi.acme-eu.com/simple', 'HTTP://8.8.8.8/'],
      ['https://pypi.org/', 'http://localhost:80', 'http://registry:5000', 'http://10.0.0.1/', 'http://0.0.0.0:80'],
    ],
    [
      'remote-tcp-url',
      ['tcp://docker.acme-eu.com:2375', 'tcp://10.0.0.5:2375'],
      ['tcp://socket-proxy:2375', 'tcp://localhost:2375', 'unix:///var/run/docker.sock'],
    ],
    [
      'engine-tcp-url',
      ['tcp://docker:2375', 'tcp://dind:2375', 'http://shop-docker:2375/', 'tcp://docker-host:2375'],
      [
        'tcp://docker-socket-proxy:2375',
        'tcp://dockerproxy:2375',
        'tcp://proxy-docker:2375',
        'tcp://socket-proxy-docker:2375',
        'tcp://socket-docker:2375',
        'tcp://sock_docker:2375',
        'tcp://docker:2376',
        'tcp://docker.acme-eu.com:2375',
      ],
    ],
    ['fast-password-hash', [`a:{SHA}${'x'.repeat(27)}=`], ['a:{SHA}abc', 'a:$2y$10$abc', 'a:b', '{SHA}abc']],
    [
      'dated-password-hash',
      [`a:$apr1$abcdefgh$${'x'.repeat(22)}`, `a:$1$ab$${'x'.repeat(22)}`],
      ['a:$apr1$x$y', 'a:$2y$10$abc', 'a:b', '$apr1$x', `$apr1$abcdefgh$${'x'.repeat(22)}`],
    ],
    ['digest-password', [`a:traefik:${'0f'.repeat(16)}`], ['a:traefik:secret', `traefik:${'0f'.repeat(16)}`]],
    ['zero-price', ['', '0', '0stake', '0.0uatom,0stake'], ['0.025uatom', '10stake', '0stake,1uatom']],
    ['not-durable-path', ['', 'audit.jsonl', '/tmp/a', '/dev/shm/a'], ['/var/lib/a', '/tmpfs/a']],
    ['distant-host', ['db.acme-eu.com', '10.0.0.5'], ['db', 'localhost', '127.0.0.1', '']],
  ] as const)('%s', (test, unsafe, fine) => {
    for (const text of unsafe) expect(meets({ test }, scalar(text)), text).toBe(true);
    for (const text of fine) expect(meets({ test }, scalar(text)), text).toBe(false);
  });
});

describe('names', () => {
  it('in one spelling', () => {
    expect(
      ['insecureSkipVerify', 'insecure-skip-verify', 'INSECURE_SKIP_VERIFY', 'InsecureSkipVerify'].map(normalName),
    ).toEqual(Array(4).fill('insecure_skip_verify'));
    expect(normalName('UseTLS')).toBe('use_tls');
    expect(normalName('HTTPCors')).toBe('http_cors');
  });

  it('of a key path, quoted where they hold dots', () => {
    expect(splitKeyPath('plugins."io.containerd.grpc.v1.cri".registry')).toEqual([
      'plugins',
      'io.containerd.grpc.v1.cri',
      'registry',
    ]);
    expect(splitKeyPath('a.*.b')).toEqual(['a', '*', 'b']);
  });
});

describe('parts, several items, keys of 256 bit', () => {
  it('a part is looked for in a text or in each item, whatever its case', () => {
    expect(meets({ contains: ':6667' }, scalar('irc.example.org:6667'))).toBe(true);
    expect(meets({ contains: 'debug' }, list('quiet', 'agent.DEBUG_console'))).toBe(true);
    expect(meets({ contains: ':6667' }, scalar('irc.example.org:6697'))).toBe(false);
    expect(meets({ contains: ':6667' }, scalar(6667))).toBe(false);
    expect(meets({ contains: ':6667' }, { kind: 'unknown' })).toBe(false);
  });

  it('several is about lists', () => {
    expect(meets({ test: 'several' }, list('a', 'b'))).toBe(true);
    expect(meets({ test: 'several' }, list('a'))).toBe(false);
    expect(meets({ test: 'several' }, scalar('a, b'))).toBe(false);
  });

  it.each([
    ['hPRYyVRiMyxpw5sBB1XeCMN1kFsDCqKvBi2QJxBVHQk=', false],
    ['8Xui8SN4mI+7egV/9dlfYYLGQJeEx4+DwmSQLwDVXJg', false],
    ['4425f5c26c5e11581d3223904324dcb5b5d5dfb14e5e7f35e38c595424f5f1e6', false],
    ['short', true],
    ['', true],
    ['this is no key at all, but as long as one!!', true],
  ])('%j is no 256-bit key: %s', (text, isBad) => {
    expect(meets({ test: 'not-256-bit' }, scalar(text))).toBe(isBad);
  });

  it('an index is plain HTTP behind its kind too', () => {
    expect(meets({ test: 'plain-http-url' }, scalar('sparse+http://index.acme-eu.com/'))).toBe(true);
    expect(meets({ test: 'plain-http-url' }, scalar('sparse+https://index.acme-eu.com/'))).toBe(false);
  });

  it('the name of a place can be the value', () => {
    expect(nameMeets('plain-http-url', 'http://mirror.acme-eu.com')).toBe(true);
    expect(nameMeets('plain-http-url', 'http://localhost:5000')).toBe(false);
  });
});
