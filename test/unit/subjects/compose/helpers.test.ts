import { describe, expect, it } from 'vitest';
import { isWithin } from '../../../../server/src/knowledge/host-paths.ts';
import { readDockerfile } from '../../../../server/src/subjects/compose/dockerfile.ts';
import { reachOfAddress } from '../../../../server/src/subjects/compose/exposure.ts';
import { normalized } from '../../../../server/src/subjects/compose/host-paths.ts';
import { bytesOf, countOf, cpusOf, sizeText } from '../../../../server/src/subjects/compose/quantity.ts';

const MIB = 2 ** 20;

describe('quantities', () => {
  it.each([
    ['512', 512],
    ['512b', 512],
    ['64k', 65_536],
    ['512m', 512 * MIB],
    ['512MB', 512 * MIB],
    ['512MiB', 512 * MIB],
    ['1.5g', 1536 * MIB],
    ['2 G', 2048 * MIB],
    ['', undefined],
    ['lots', undefined],
    ['-1', undefined],
    ['1e9', undefined],
  ])('%j is %s bytes', (text, bytes) => expect(bytesOf(text)).toBe(bytes));

  it('writes sizes back in their largest whole unit', () => {
    expect([sizeText(2 ** 30), sizeText(1536 * MIB), sizeText(1000)]).toEqual(['1G', '1536M', '1000']);
  });

  it('reads CPUs and counts', () => {
    expect([cpusOf('0.5'), cpusOf('2'), cpusOf('two'), countOf('-1'), countOf('10'), countOf('1.5')]).toEqual([
      0.5,
      2,
      undefined,
      -1,
      10,
      undefined,
    ]);
  });
});

describe('reach of a host address', () => {
  it.each([
    '0.0.0.0',
    '::',
    '[::]',
    '*',
    '',
    '0',
    '0:0:0:0:0:0:0:0',
    '::ffff:0.0.0.0',
    '000.0.0.0',
  ])('%j is everyone', (ip) => expect(reachOfAddress(ip)).toBe('everyone'));
  it.each([
    '127.0.0.1',
    '127.1.2.3',
    'localhost',
    '::1',
    '[::1]',
    '0:0:0:0:0:0:0:1',
    '::ffff:127.0.0.1',
  ])('%j is this host', (ip) => expect(reachOfAddress(ip)).toBe('loopback'));
  it.each(['10.0.0.5', '192.168.1.1', 'fd00::1', '100.64.0.1', '203.0.113.7'])('%j is some network', (ip) =>
    expect(reachOfAddress(ip)).toBe('network'));
});

describe('host paths', () => {
  it.each([
    ['/var/run/../run//docker.sock', '/var/run/docker.sock'],
    ['/', '/'],
    ['/etc/', '/etc'],
    ['/../../etc', '/etc'],
    ['~/.ssh', '/home/~/.ssh'],
    ['~', '/home/~'],
    ['./data', undefined],
    ['data', undefined],
    ['C:\\data', undefined],
  ])('%s is %s', (path, expected) => expect(normalized(path)).toBe(expected));

  it('matches whole parts only', () => {
    expect([isWithin('/etc/passwd', '/etc'), isWithin('/etcetera', '/etc'), isWithin('/x', '/')]).toEqual([
      true,
      false,
      true,
    ]);
  });
});

describe('Dockerfiles', () => {
  it('reads the last stage', () => {
    const text =
      'FROM node:22 AS build\nUSER node\nHEALTHCHECK CMD true\nFROM --platform=linux/amd64 debian:12\r\nuser app\n';
    expect(readDockerfile(text)).toEqual({ hasHealthCheck: false, user: 'app', base: 'debian:12' });
  });

  it('knows stages, variables and HEALTHCHECK NONE', () => {
    expect(readDockerfile('FROM node AS a\nFROM a\nHEALTHCHECK CMD x\n')).toEqual({
      hasHealthCheck: true,
      user: undefined,
      base: undefined,
    });
    expect(readDockerfile('FROM $BASE\nHEALTHCHECK NONE')).toEqual({
      hasHealthCheck: false,
      user: undefined,
      base: undefined,
    });
    expect(readDockerfile('')).toEqual({ hasHealthCheck: false, user: undefined, base: undefined });
  });
});
