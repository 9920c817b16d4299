import { type LoaderReading, ReadingBuilder } from './reading.ts';

/**
 * `docker run --env-file` and Compose `format: raw`: one line, one variable, everything behind the first `=` taken as it is
 * (https://github.com/docker/cli, pkg/kvfile).
 */
export function readAsDocker(text: string): LoaderReading {
  const reading = new ReadingBuilder();
  const lines = text.replace(/^\ufeff/, '').split('\n');
  for (const raw of lines) {
    const line = raw.replace(/\r$/, '').trimStart();
    if (line === '' || line.startsWith('#')) continue;
    const equals = line.indexOf('=');
    const name = equals === -1 ? line : line.slice(0, equals);
    if (name === '' || /\s/.test(name)) {
      reading.reject(false);
      return reading;
    }
    if (equals !== -1) reading.set(name, line.slice(equals + 1));
  }
  return reading;
}
