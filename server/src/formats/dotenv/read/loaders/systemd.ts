import { type LoaderReading, ReadingBuilder } from './reading.ts';

type State =
  | 'before-key'
  | 'key'
  | 'before-value'
  | 'value'
  | 'value-escape'
  | 'single'
  | 'double'
  | 'double-escape'
  | 'comment';

/**
 * systemd's `EnvironmentFile=`: the state machine of `load_env_file()`
 * (https://github.com/systemd/systemd, src/basic/env-file.c). A quote that never closes swallows the rest of the file.
 */
export function readAsSystemd(text: string): LoaderReading {
  const reading = new ReadingBuilder();
  let state: State = 'before-key';
  let key = '';
  let value = '';
  const store = (trimmed: boolean): void => {
    reading.set(key.trimEnd(), trimmed ? value.trimEnd() : value);
    key = '';
    value = '';
    state = 'before-key';
  };
  for (const c of text) {
    const ends = c === '\n' || c === '\r';
    const blank = ends || c === ' ' || c === '\t';
    switch (state) {
      case 'before-key':
        if (c === '#' || c === ';') state = 'comment';
        else if (!blank) [state, key] = ['key', c];
        break;
      case 'key':
        if (ends) state = 'before-key';
        else if (c === '=') state = 'before-value';
        else key += c;
        break;
      case 'before-value':
        if (ends) store(false);
        else if (c === "'") state = 'single';
        else if (c === '"') state = 'double';
        else if (c === '\\') state = 'value-escape';
        else if (!blank) {
          state = 'value';
          value += c;
        }
        break;
      case 'value':
        if (ends) store(true);
        else if (c === '\\') state = 'value-escape';
        else value += c;
        break;
      case 'value-escape':
        state = 'value';
        if (!ends) value += c;
        break;
      case 'single':
        if (c === "'") state = 'before-value';
        else value += c;
        break;
      case 'double':
        if (c === '"') state = 'before-value';
        else if (c === '\\') state = 'double-escape';
        else value += c;
        break;
      case 'double-escape':
        state = 'double';
        if ('"\\`$'.includes(c)) value += c;
        else if (c !== '\n') value += `\\${c}`;
        break;
      case 'comment':
        if (ends) state = 'before-key';
        break;
    }
  }
  if (!['before-key', 'key', 'comment'].includes(state)) store((state as State) === 'value');
  return reading;
}
