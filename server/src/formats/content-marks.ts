import type { Evidence } from './stage.ts';

/**
 * Marks of a development or test file in its text, the same for all four formats. They are weak: one explicit word of the author, or two
 * independent marks, lower severities. Nothing here is a key or value that a rule judges (`APP_ENV`, `DEBUG`, passwords): a debug switch
 * must not lower the finding about debug switches. Source: files of public repositories that say themselves what they are for.
 */

/** What is looked at of a text: marks stand in the first lines or nowhere. */
const MOST_CHARACTERS = 65536;
const MOST_LINES = 1500;
/** A line with more is data. */
const LONGEST_LINE = 400;

interface Mark {
  /** Stands behind "because of". */
  readonly what: string;
  readonly holds: (key: string, value: string) => boolean;
}

/** Programs that take mail for everybody and send none on. */
export const CATCHERS = words('mailhog mailpit mailcatcher maildev mailtrap smtp4dev inbucket greenmail');
const MOCKS = words('mock mocks mockserver wiremock');
const TEST = words('test tests testing');
const COMMAND_KEYS = words('command entrypoint cmd run');

/** A stack that the files of the tests are mounted into is the tests' own. */
export const TESTS_MOUNTED = 'files of tests mounted';

/** Below a folder `local/` of the project; `/usr/local` is none. */
const IN_LOCAL = /^(?:\.\/)?(?:[\w.-]+\/)*\.?local\/[\w./-]+$/;

/** Each is independent of the others: two of them are enough. */
const MARKS: readonly Mark[] = [
  { what: 'LARAVEL_SAIL', holds: (key) => key === 'LARAVEL_SAIL' },
  { what: 'vendor/laravel/sail', holds: (_, value) => value.includes('vendor/laravel/sail') },
  {
    what: 'a build target for development',
    holds: (key, value) => key === 'target' && /^(?:dev|develop|development|debug|test|local)$/.test(value),
  },
  {
    what: 'a mail catcher',
    holds: (key, value) => (/mail|smtp/i.test(key) || key === 'image') && hasWord(value, CATCHERS),
  },
  { what: 'a mock server', holds: (key, value) => !isText(value) && (hasWord(value, MOCKS) || hasWord(key, MOCKS)) },
  { what: 'TEST_ variables', holds: (key) => /^TEST_[A-Z0-9_]+$/.test(key) },
  { what: 'a command that runs make or tests', holds: (key, value) => COMMAND_KEYS.has(key) && runsTests(value) },
  {
    what: 'a container named test',
    holds: (key, value) => key === 'container_name' && !isText(value) && hasWord(value, TEST),
  },
  {
    what: 'a service named test',
    holds: (key, value) => value === '' && key.startsWith('services.') && hasWord(key.slice('services.'.length), TEST),
  },
  {
    what: 'a database or its login named test',
    holds: (key, value) =>
      (isDatabaseName(key) && !isText(value) && hasWord(value, TEST)) || (isLogin(key) && TEST.has(value)),
  },
  {
    what: 'a cluster named test',
    holds: (key, value) => /^(?:[A-Z0-9]+_)*CLUSTER(?:_NAME)?$/.test(key) && TEST.has(value),
  },
  {
    what: TESTS_MOUNTED,
    holds: (key) => /^\.{0,2}\/?(?:[\w.-]+\/)*tests?\/[\w./-]*$/.test(key),
  },
  {
    what: 'a Dockerfile in a folder local/',
    holds: (key, value) => /^(?:dockerfile|context)$/.test(key) && IN_LOCAL.test(value),
  },
  {
    what: 'an env file in a folder local/',
    holds: (key, value) =>
      (/^(?:path|env_file)$/.test(key) && IN_LOCAL.test(value)) || /^\.\/(?:[\w.-]+\/)*\.?local\//.test(key),
  },
  // https://docs.docker.com/reference/compose-file/develop: only `docker compose watch` reads it
  { what: 'Compose Watch', holds: (key, value) => key === 'develop' && value === '' },
  { what: 'the source tree mounted', holds: (key, value) => (key === '.' || key === './') && value.startsWith('/') },
];

/** Relational servers that an application speaks to one of. */
const DATABASES: readonly RegExp[] = [
  'mysql',
  'mariadb',
  'postgres(?:ql)?',
  'mssql',
  'oracle(?:-\\w+)?',
  'cockroach',
].map((name) => new RegExp(`(?:^|/)${name}(?:/server)?(?=[:@]|$)`));
/** So many of them side by side are there to be tried one after the other. */
const ALTERNATIVES: Mark = { what: 'alternative databases', holds: () => false };

/** What a line of a mark, of a database's image, or of a label that tells the stage holds: a word, or this folder as a key. */
const MAY_MARK =
  /sail|dev|debug|test|local|mail|smtp|inbucket|mock|make|jest|rspec|tox|phpunit|mysql|mariadb|postgres|mssql|oracle|cockroach|^[ \t]*(?:-[ \t]+)?(?:export[ \t]+)?["']?\.\/?["' \t:=]/i;

/** Evidence in a text; empty when it does not say what it is for. Linear in the first 64 KB. */
export function contentEvidence(text: string): readonly Evidence[] {
  const lines = text.slice(0, MOST_CHARACTERS).split('\n', MOST_LINES);
  if (hasHeader(lines)) return [weak('its header')];
  const found = new Set<Mark>();
  const databases = new Set<RegExp>();
  const yaml = new YamlPlace();
  for (const raw of lines) {
    if (raw.length > LONGEST_LINE) continue;
    const line = raw.trimEnd();
    // Most lines hold no word that a mark asks for: only where a list of labels begins is their key of interest.
    const mayMark = MAY_MARK.test(line);
    const statement = mayMark || line.includes('labels') ? statementOf(line) : undefined;
    const isLabel = yaml.isLabel(line, statement);
    if (statement === undefined || !mayMark) continue;
    if (isLabel && isStageLabel(statement.key, statement.value)) return [weak('its label')];
    const key = yaml.isService(line) ? `services.${statement.key}` : statement.key;
    for (const mark of MARKS) if (mark.holds(key, statement.value)) found.add(mark);
    if (key === 'image') for (const name of DATABASES) if (name.test(statement.value)) databases.add(name);
  }
  if (databases.size > 2) found.add(ALTERNATIVES);
  return found.size < 2 ? [] : [...found].map(({ what }) => weak(what));
}

function weak(what: string): Evidence {
  return { says: 'development', weight: 'weak', what };
}

interface Statement {
  readonly key: string;
  readonly value: string;
}

/** `key = value`, `key: value`, `- KEY=value`, `directive value;` without a comment and quotes. */
function statementOf(line: string): Statement | undefined {
  const match = /^[ \t]*(?:-[ \t]+)?(?:export[ \t]+)?["']?([\w./-]{1,100})["']?[ \t]*(?:[=:]|[ \t])(.*)$/.exec(line);
  if (match === null) return undefined;
  const [, key = '', rest = ''] = match;
  const code = rest.split(/[ \t]#/, 1)[0] ?? '';
  return {
    key,
    value: code
      .trim()
      .replace(/;$/, '')
      .replace(/^["']|["']$/g, '')
      .toLowerCase(),
  };
}

/** Where a line of YAML stands: below `labels:`, or a key right below `services:`. Of other formats it is neither. */
class YamlPlace {
  #labels = -1;
  #inServices = false;
  #serviceIndent = 0;

  isLabel(line: string, statement: Statement | undefined): boolean {
    const indent = line.length - line.trimStart().length;
    if (line.trim() === '' || line.trimStart().startsWith('#')) return false;
    const isItem = line.trimStart().startsWith('- ');
    if (this.#labels >= 0 && (indent > this.#labels || (isItem && indent === this.#labels))) return true;
    this.#labels = statement?.key === 'labels' && statement.value === '' && line.endsWith(':') ? indent : -1;
    if (indent === 0) this.#inServices = /^services[ \t]*:[ \t]*(?:#.*)?$/.test(line);
    else if (this.#inServices && this.#serviceIndent === 0) this.#serviceIndent = indent;
    return false;
  }

  isService(line: string): boolean {
    if (!this.#inServices || this.#serviceIndent === 0) return false;
    return line.length - line.trimStart().length === this.#serviceIndent && /:[ \t]*(?:#.*)?$/.test(line);
  }
}

/** `environment=development`, `com.example.stage: test`. */
function isStageLabel(key: string, value: string): boolean {
  const name = key.toLowerCase().split('.').at(-1) ?? '';
  return /^(?:env|environment|stage)$/.test(name) && /^(?:dev|development|test|testing|local)$/.test(value);
}

const SAYS_ONLY =
  /\b(?:dev|development|testing|tests?|local|local dev|local development) (?:use |usage |purposes? )?only\b/;
const NOT_PRODUCTION =
  /\b(?:not|never) (?:intended |meant |suitable |ready |designed |to be used |be used |used? |run |deploy(?:ed)? )?(?:it |this )?(?:for|in) prod(?:uction)?\b/;
/** A line that calls the file a demonstration. */
const DEMONSTRATION =
  /\bfor (?:demo|demonstration|evaluation)s?(?: purposes?)?(?: only)?\b|\b(?:demo|demonstration|evaluation)s? (?:use |usage |purposes? )?only\b/;
/** `tailored for local development`, whatever the sentence goes on to say. */
const MADE_FOR =
  /\b(?<!not )(?:tailored|meant|intended|designed) (?:only )?for (?:use in )?(?:local |internal )?(?:development|dev|testing|tests)\b/;
const PURPOSE = /\bfor (?:use in )?(?:local |internal )?(?:development|dev|testing|tests)\b/;
/** What may follow the purpose where the line says what the file is. */
const TAIL = words(
  'development dev testing tests and or use usage purpose purposes environment environments deployment deployments setup setups only',
);
/** A line that tells what to do, or speaks of another file, does not say what this file is. */
const INSTRUCTION =
  /^(?:leave|set|change|uncomment|comment|use|run|see|copy|rename|replace|add|enable|disable|if|when|note|optional|default|only set|required|the following)\b|\bsee\b|\binstead\b|\.(?:ya?ml|env|toml|conf|md|sh)\b|https?:/;

/** Whether the comment a file begins with says that it is for development or tests. */
function hasHeader(lines: readonly string[]): boolean {
  let last = -1;
  for (const [index, raw] of lines.entries()) {
    const line = raw.trim();
    if (index > 40 || (line !== '' && !line.startsWith('#'))) break;
    if (line !== '') last = index;
  }
  if (last < 0) return false;
  // Right above the first entry it is the comment of that entry; only what stands apart from it is the header.
  const blanks = lines.slice(0, last).map((line) => line.trim() === '');
  const apart = (lines[last + 1] ?? '').trim() === '' ? last : blanks.lastIndexOf(true);
  const isBlock = /^[\w.-]+[ \t]*[:{[]|^\[/.test((lines[last + 1] ?? '').trim());
  const header = lines.slice(0, (isBlock ? last : apart) + 1).slice(0, 40);
  return header.some((line) => line.length <= LONGEST_LINE && saysDevelopment(line));
}

function saysDevelopment(line: string): boolean {
  const text = line
    .toLowerCase()
    .replace(/^[\s#=]+/, '')
    .trim();
  // An item of a list speaks of one thing of many.
  if (text === '' || /^(?:[-*•]|\d+[.)])/.test(text) || INSTRUCTION.test(text)) return false;
  return (
    SAYS_ONLY.test(text) ||
    NOT_PRODUCTION.test(text) ||
    DEMONSTRATION.test(text) ||
    MADE_FOR.test(text) ||
    statesPurpose(text)
  );
}

/** `for local development`, with nothing behind it but `and testing`, `only`, `and not …`. */
function statesPurpose(text: string): boolean {
  const match = PURPOSE.exec(text);
  if (match === null) return false;
  for (const word of text.slice(match.index + match[0].length).split(/[^a-z]+/)) {
    if (word === 'not') return true;
    if (word !== '' && !TAIL.has(word)) return false;
  }
  return true;
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}

/** A whole word between anything that is no letter: `latest` and `contest` are no `test`. */
function hasWord(text: string, wanted: ReadonlySet<string>): boolean {
  return text
    .toLowerCase()
    .split(/[^a-z]+/)
    .some((word) => wanted.has(word));
}

/** Prose, not a name. */
function isText(value: string): boolean {
  return value.includes(' ');
}

function isDatabaseName(key: string): boolean {
  return /^(?:[A-Z0-9]+_)*(?:DB|DATABASE|DBNAME)(?:_NAME)?$|^(?:database|dbname|db_name)$/.test(key);
}

function isLogin(key: string): boolean {
  return /^(?:[A-Z0-9]+_)*USER(?:NAME)?$/.test(key);
}

function runsTests(value: string): boolean {
  return /(?:^|[\s"'[,;&|])(?:make|pytest|phpunit|jest|rspec|tox)(?:[\s"'\],;&|]|$)|\b(?:go|cargo|npm|yarn|pnpm|mvn|gradle|bun)["', ]+(?:run["', ]+)?test\b/.test(
    value,
  );
}
