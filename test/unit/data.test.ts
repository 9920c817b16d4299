import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';

const DATA = fileURLToPath(new URL('../../server/src/data/', import.meta.url));

describe('data files', () => {
  for (const name of readdirSync(DATA)) {
    it(`${name} has the shape its schema states, and no name twice`, () => {
      const text = readFileSync(join(DATA, name), 'utf8');
      const data: { $schema: string; rows?: string[][] } = JSON.parse(text);
      const schema: object = JSON.parse(readFileSync(join(DATA, data.$schema), 'utf8'));
      const ajv = new Ajv({ allErrors: true, strictTuples: false });
      ajv.validate(schema, data);
      expect(ajv.errors ?? []).toEqual([]);
      const names = name === 'nginx-directives.json' ? (data.rows ?? []).map(([of]) => of) : [];
      expect(new Set(names).size).toBe(names.length);
    });
  }
});
