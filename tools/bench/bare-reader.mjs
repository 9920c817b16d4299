// The process a scan is measured against: reads the files that standard input lists (one `format<TAB>path` a line) and parses each with
// the bare library. nginx files are only read. Node's own start is part of it, as it is of a scan.
import { readFileSync } from 'node:fs';
import { parse as parseDotenv } from 'dotenv';
import { parse as parseToml } from 'smol-toml';
import { parseDocument } from 'yaml';

const PARSERS = {
  compose: (text) => parseDocument(text, { logLevel: 'silent' }),
  toml: parseToml,
  dotenv: parseDotenv,
  nginx: () => {},
};

for (const line of readFileSync(0, 'utf8').split('\n')) {
  const [format, path] = line.split('\t');
  if (path === undefined) continue;
  try {
    PARSERS[format](readFileSync(path, 'utf8'));
  } catch {
    // A broken file costs what it costs.
  }
}
