import { describe, expect, it } from 'vitest';
import { reachOfMounted, reachOfOwner, serviceReach } from '../../../../server/src/subjects/compose/reach.ts';
import { modelOf } from '../../formats/compose/memory-files.ts';

function reach(lines: string, port?: number): string {
  const model = modelOf(`services:\n  a:\n    image: example/a:1\n${lines.replace(/^/gm, '    ')}\n`);
  const service = model.service('a');
  return service === undefined ? 'no service' : serviceReach(service, model, port);
}

describe('reach of a service', () => {
  it.each([
    ['', 'network'],
    ['ports: ["80:80"]', 'everyone'],
    ['ports: ["127.0.0.1:80:80"]', 'loopback'],
    ['ports: ["127.0.0.1:80:80", "81:81"]', 'everyone'],
    ['ports: ["${WHERE}:80:80"]', 'unknown'],
    ['ports: ["${WHERE:-127.0.0.1}:80:80"]', 'loopback'],
    ['ports: ["${PG_PORT:-127.0.0.1:5432}:5432"]', 'loopback'],
    ['ports: ["10.0.0.5:80:80"]', 'network'],
    ['network_mode: host', 'everyone'],
    ['network_mode: none', 'nowhere'],
    ['network_mode: ${MODE}', 'unknown'],
    ['network_mode: "container:other"', 'unknown'],
    ['network_mode: "service:a"', 'unknown'],
    ['labels: { traefik.enable: "true" }', 'network'],
  ])('%s: %s', (lines, expected) => expect(reach(lines)).toBe(expected));

  it('follows the service whose network it uses', () => {
    const model = modelOf(
      'services:\n  vpn: { image: a, ports: ["80:80"] }\n  web: { image: b, network_mode: "service:vpn" }\n',
    );
    const web = model.service('web');
    expect(web && serviceReach(web, model)).toBe('everyone');
  });

  it('asks for one container port alone', () => {
    expect(reach('ports: ["80:80"]', 8080)).toBe('network');
    expect(reach('ports: ["80:80", "9000-9010:8080-8090"]', 8080)).toBe('everyone');
  });
});

describe('reach of what belongs to a service', () => {
  const model = modelOf(`services:
  a: { image: example/a:1, ports: ["127.0.0.1:80:80"], volumes: ["./conf:/etc/app:ro"] }
  b: { image: example/b:1, ports: ["80:80"], volumes: ["./conf/b.toml:/etc/app/b.toml"] }
`);
  const beside = (path: string): string => new URL(path, model.uri).href;

  it('is that of the service a value is owned by', () => {
    expect(reachOfOwner('a', model)).toBe('loopback');
    expect(reachOfOwner('nobody', model)).toBe('unknown');
    expect(reachOfOwner(undefined, undefined)).toBe('unknown');
  });

  it('is the widest of the services that mount a file', () => {
    expect(reachOfMounted(beside('conf/a.toml'), model)).toBe('loopback');
    expect(reachOfMounted(beside('conf/b.toml'), model)).toBe('everyone');
    expect(reachOfMounted(beside('other.toml'), model)).toBe('unknown');
  });
});
