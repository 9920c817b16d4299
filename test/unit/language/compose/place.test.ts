import { describe, expect, it } from 'vitest';
import { yamlPlaceAt } from '../../../../server/src/language/compose/place.ts';

function at(marked: string) {
  const offset = marked.indexOf('¦');
  return yamlPlaceAt(marked.replace('¦', ''), offset);
}

describe('the place of a cursor in YAML', () => {
  it('is told by indentation, whatever is broken around it', () => {
    expect(at('services:\n  web:\n    ¦')).toMatchObject({
      path: ['services', 'web'],
      typed: '',
      indent: 4,
      isItem: false,
    });
    expect(at('services:\n  web:\n    image: "open\n    ima¦\n')).toMatchObject({
      path: ['services', 'web'],
      typed: 'ima',
    });
    expect(at('services:\n  web:\n    a:\n      b: 1\n\n    # note\n    ¦')).toMatchObject({
      path: ['services', 'web'],
    });
    expect(at('services:\n  "my web":\n    secrets:\n      - ke¦')).toMatchObject({
      path: ['services', 'my web', 'secrets'],
      typed: 'ke',
      isItem: true,
    });
  });

  it('takes a list in the column of its key for what it is', () => {
    expect(at('services:\n  web:\n    secrets:\n    - ¦')).toMatchObject({
      path: ['services', 'web', 'secrets'],
      isItem: true,
    });
    expect(at('services:\n  web:\n    secrets:\n    - a\n    - ¦')?.path).toEqual(['services', 'web', 'secrets']);
  });

  it('is none in a comment', () => {
    expect(at('services: # ¦')).toBeUndefined();
    expect(at('a: b#¦')).toBeDefined();
  });
});
