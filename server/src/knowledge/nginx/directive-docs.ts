import { DIRECTIVE_DOCS_LINES } from './directive-docs-lines.ts';

/** What nginx.org says of a directive in one module, as facts. */
export interface DirectiveDocs {
  readonly name: string;
  readonly module: string;
  readonly contexts: readonly string[];
  readonly since: string | undefined;
  readonly default: string | undefined;
  /** The forms of its arguments, without the name: `on | off`. */
  readonly syntax: readonly string[];
  readonly url: string;
}

const TABLE: ReadonlyMap<string, readonly string[]> = groupByName();

function groupByName(): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const line of DIRECTIVE_DOCS_LINES.split('\n')) {
    const name = line.slice(0, line.indexOf('\t'));
    if (name === '') continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [line]);
    else group.push(line);
  }
  return groups;
}

/** The pages of a directive, one for each module that has it (http, stream, mail); empty when nginx.org does not know it. */
export function directiveDocs(name: string): readonly DirectiveDocs[] {
  return (TABLE.get(name) ?? []).map(parseDocs);
}

function parseDocs(line: string): DirectiveDocs {
  const [name = '', module = '', contexts = '', since = '', value = '', syntax = ''] = line.split('\t');
  return {
    name,
    module,
    contexts: contexts === '' ? [] : contexts.split(','),
    since: since === '' ? undefined : since,
    default: value === '' ? undefined : value,
    syntax: syntax === '' ? [] : syntax.split('\v'),
    url: `https://nginx.org/en/docs/${folderOf(module)}${module}.html#${name}`,
  };
}

function folderOf(module: string): string {
  if (
    module === 'ngx_core_module' ||
    module === 'ngx_google_perftools_module' ||
    module === 'ngx_otel_module' ||
    module === 'ngx_mgmt_module'
  )
    return '';
  const protocol = module.split('_')[1] ?? '';
  return protocol === 'http' || protocol === 'stream' || protocol === 'mail' ? `${protocol}/` : '';
}
