import { composeNamedValues } from '../subjects/compose/values.ts';
import { dotenvNamedValues } from '../subjects/dotenv/values.ts';
import type { NamedValue } from '../subjects/named-value.ts';
import { nginxNamedValues } from '../subjects/nginx/values.ts';
import { settingsOf } from '../subjects/setting.ts';
import type { Model, SubjectKind, SubjectMap } from '../subjects/subject.ts';
import { tomlNamedValues } from '../subjects/toml/values.ts';
import { urlsIn } from '../subjects/url.ts';
import { grouped } from '../text/grouped.ts';

function namedValues(model: Model): readonly NamedValue[] {
  switch (model.format) {
    case 'dotenv':
      return dotenvNamedValues(model);
    case 'compose':
      return composeNamedValues(model);
    case 'toml':
      return tomlNamedValues(model);
    case 'nginx':
      return nginxNamedValues(model);
  }
}

const KNOWN = new WeakMap<Model, Subjects>();

/** The subjects of a model, the same for all who ask as long as it lives. */
export function subjectsOf(model: Model): Subjects {
  const subjects = KNOWN.get(model) ?? new Subjects(model);
  KNOWN.set(model, subjects);
  return subjects;
}

/** The subjects of one model, each kind collected once and on demand. */
export class Subjects {
  readonly #model: Model;
  readonly #known = new Map<SubjectKind, readonly unknown[]>();

  #byName: ReadonlyMap<string, readonly SubjectMap['nginxDirective'][]> | undefined;

  constructor(model: Model) {
    this.#model = model;
  }

  /** Every subject of a kind in the order of the file; empty for kinds of other formats. */
  of<K extends SubjectKind>(kind: K): readonly SubjectMap[K][] {
    let list = this.#known.get(kind);
    if (list === undefined) {
      list = this.#collect(kind);
      this.#known.set(kind, list);
    }
    // The map holds under each kind exactly what #collect made for it; TypeScript cannot express that link.
    return list as readonly SubjectMap[K][];
  }

  /** The nginx directives of some names, in the order of the file. */
  directivesOf(names: readonly string[]): readonly SubjectMap['nginxDirective'][] {
    const all = this.of('nginxDirective');
    this.#byName ??= grouped(all, (directive) => directive.name);
    const [first = '', ...others] = names.filter((name) => this.#byName?.has(name));
    if (others.length > 0) return all.filter((directive) => names.includes(directive.name));
    return this.#byName.get(first) ?? [];
  }

  #collect(kind: SubjectKind): readonly SubjectMap[SubjectKind][] {
    const model = this.#model;
    switch (kind) {
      case 'document':
        return [model];
      case 'namedValue':
        return namedValues(model);
      case 'environmentVariable':
        return this.of('namedValue').filter((value) => value.isEnvironment);
      case 'setting':
        return settingsOf(this.of('environmentVariable'));
      case 'url':
        return this.of('namedValue').flatMap((value) => urlsIn(value));
      case 'service':
        return model.format === 'compose' ? model.services : [];
      case 'composeFile':
        return model.format === 'compose' ? [model] : [];
      case 'nginxScope':
        return model.format === 'nginx' ? model.scopes : [];
      case 'nginxDirective':
        return model.format === 'nginx' ? model.directives : [];
      case 'tomlTable':
        return model.format === 'toml' ? model.tables : [];
      case 'tomlLeaf':
        return model.format === 'toml' ? model.leaves : [];
      case 'dotenvEntry':
        return model.format === 'dotenv' ? model.entries : [];
    }
  }
}
