import data from '../../data/nginx-directive-docs.json' with { type: 'json' };

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

/** Name, module, contexts, since, default, then one syntax form each; see `columns` of the file. */
type Row = readonly string[];

let table: ReadonlyMap<string, readonly Row[]> | undefined;

/** Grouped when the first page is asked for: a scan needs none. */
function rowsOf(name: string): readonly Row[] {
  table ??= groupByName(data.rows);
  return table.get(name) ?? [];
}

function groupByName(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const [name = ''] = row;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [row]);
    else group.push(row);
  }
  return groups;
}

/** The pages of a directive, one for each module that has it (http, stream, mail); empty when nginx.org does not know it. */
export function directiveDocs(name: string): readonly DirectiveDocs[] {
  return rowsOf(name).map(parseDocs);
}

function parseDocs(row: Row): DirectiveDocs {
  const [name = '', module = '', contexts = '', since = '', value = '', ...syntax] = row;
  return {
    name,
    module,
    contexts: contexts === '' ? [] : contexts.split(','),
    since: since === '' ? undefined : since,
    default: value === '' ? undefined : value,
    syntax,
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
