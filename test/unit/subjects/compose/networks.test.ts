import { describe, expect, it, vi } from 'vitest';
import { mayHaveClients } from '../../../../server/src/subjects/compose/networks.ts';
import { modelOf } from '../../formats/compose/memory-files.ts';

const STORE = 'services:\n  db:\n    image: postgres:17\n    container_name: shop-db\n    hostname: store\n';

function hasClients(other: string): boolean {
  const model = modelOf(`${STORE}${other.replace(/^(?=.)/gm, '  ')}`);
  const service = model.service('db');
  if (service === undefined) throw new Error('no service');
  return mayHaveClients(service, model);
}

const replica = (lines: string) => `copy:\n  image: postgres:17\n${lines.replace(/^(?=.)/gm, '  ')}`;

describe('whether a store may have clients', () => {
  it.each([
    ['a store that is told of nothing', replica(''), false],
    ['a store that waits for it', replica('depends_on: [db]\n'), true],
    ['a store that links to it', replica('links: ["db:primary"]\n'), true],
    ['its name in a variable', replica('environment:\n  PRIMARY: "tcp://db:5432"\n'), true],
    ['its name in a domain', replica('environment:\n  PRIMARY: db.shop.internal\n'), true],
    ['its host name', replica('environment:\n  PRIMARY: store\n'), true],
    ['its container name', replica('command: ["follow", "shop-db:5432"]\n'), true],
    ['a part of a longer word', replica('environment:\n  PRIMARY: db-two\n'), false],
    ['an env file that is not there', replica('env_file: copy.env\n'), true],
    ['a name on another network', replica('networks: [far]\nenvironment:\n  PRIMARY: db\n'), false],
    ['a program', 'shop:\n  image: acme/shop:1.0\n', true],
    ['a program on another network', 'shop:\n  image: acme/shop:1.0\n  networks: [far]\n', false],
    ['a program on the network of a container', 'shop:\n  image: acme/shop:1.0\n  network_mode: "container:x"\n', true],
  ])('%s', (_, other, expected) => expect(hasClients(other)).toBe(expected));

  it('reads the settings of a service once, however many are asked about', () => {
    const count = 40;
    const services = Array.from(
      { length: count },
      (_, i) => `  s${i}:\n    image: postgres:17\n    environment:\n      A: b\n`,
    );
    const model = modelOf(`services:\n${services.join('')}`);
    const reads = model.services.map((service) => vi.spyOn(service, 'variable'));
    for (const service of model.services) expect(mayHaveClients(service, model)).toBe(false);
    expect(reads.reduce((sum, { mock }) => sum + mock.calls.length, 0)).toBe(count);
  });
});
