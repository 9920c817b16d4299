import type { FileReport } from '../engine/file-report.ts';
import { subjectsOf } from '../engine/subjects.ts';
import type { Finding } from '../finding/finding.ts';
import type { ComposeModel, ComposeService } from '../formats/compose/model/model.ts';
import type { Location } from '../formats/format.ts';
import type { NginxModel, NginxScope } from '../formats/nginx/model/model.ts';
import type { TomlModel } from '../formats/toml/model/model.ts';
import type { TomlLeaf } from '../formats/toml/read/tree.ts';
import type { ImageKind } from '../knowledge/images/image-facts.ts';
import { imageFacts, isKind } from '../knowledge/images/lookup.ts';
import { recogniseApplication } from '../knowledge/toml/recognise.ts';
import type { NamedValue } from '../subjects/named-value.ts';
import type { Model } from '../subjects/subject.ts';
import { fileNameOf } from '../text/uri-text.ts';
import type { NginxWhere, Selector } from './checklist.ts';
import { matchesPattern } from './glob.ts';

/** A thing of the deployment a check can look at. `whole` is what a finding must lie in to be about it. */
export interface Target {
  readonly at: Location;
  readonly whole: Location;
  /** The value in words; `undefined` when there is none or it is not known. */
  readonly value: string | undefined;
  /** It is set, but to something that is not known here (`${VAR}`, `/run/secrets/…`). */
  readonly isUnknown: boolean;
  readonly label: string;
}

/** Everything in force in one deployment: the production files of a folder, read and checked. */
export class Deployment {
  readonly models: readonly Model[];
  readonly findings: readonly Finding[];
  readonly variables: readonly NamedValue[];

  constructor(reports: readonly FileReport[]) {
    const production = reports.filter((report) => report.stage === 'production' && report.model !== undefined);
    this.models = production.flatMap((report) => (report.model === undefined ? [] : [report.model]));
    this.findings = production.flatMap((report) => report.findings);
    this.variables = this.models.flatMap((model) => subjectsOf(model).of('environmentVariable'));
  }

  get composeModels(): readonly ComposeModel[] {
    return this.models.filter((model) => model.format === 'compose');
  }

  get nginxModels(): readonly NginxModel[] {
    return this.models.filter((model) => model.format === 'nginx');
  }

  /** Services by `all`, kind of image (`database`, `cache` …) or image name glob. */
  services(selector: string): readonly ComposeService[] {
    const all = this.composeModels.flatMap((model) => model.services);
    return selector === 'all' ? all : all.filter((service) => isServiceOf(service, selector));
  }

  tomlLeaves(
    path: string,
    application: string | undefined,
  ): readonly { readonly leaf: TomlLeaf; readonly model: TomlModel }[] {
    return this.models
      .filter((model) => model.format === 'toml')
      .filter((model) => application === undefined || recogniseApplication(model)?.id === application)
      .flatMap((model) => model.leaves.map((leaf) => ({ leaf, model })))
      .filter(({ leaf }) => matchesPattern(path, leaf.path.map(String).join('.')));
  }

  scopes(where: NginxWhere): readonly NginxScope[] {
    return this.nginxModels.flatMap((model) =>
      model.scopes.filter((scope) => scope.uri !== '' && isScopeOf(scope, where)),
    );
  }

  /** What a selector finds. */
  select(selector: Selector): readonly Target[] {
    if ('env' in selector)
      return this.variables.filter((value) => matchesPattern(selector.env, value.name)).map(variableTarget);
    if ('services' in selector) return this.services(selector.services).map(serviceTarget);
    if ('nginx' in selector) return this.scopes(selector.nginx).map(scopeTarget);
    if ('toml' in selector)
      return this.tomlLeaves(selector.toml, selector.application).map(({ leaf, model }) => leafTarget(leaf, model));
    return this.models.filter((model) => selector.format === 'any' || model.format === selector.format).map(fileTarget);
  }
}

function isServiceOf(service: ComposeService, selector: string): boolean {
  const image = service.image?.value;
  const facts = imageFacts(image);
  const repository = service.image?.repository ?? '';
  return selector
    .split('|')
    .some(
      (one) =>
        isKind(facts, one as ImageKind) ||
        (repository !== '' && matchesPattern(one, repository)) ||
        (facts !== undefined && matchesPattern(one, facts.images[0] ?? '')),
    );
}

function isScopeOf(scope: NginxScope, where: NginxWhere): boolean {
  if (!scope.visible) return false;
  switch (where) {
    case 'http':
      return scope.kind === 'http';
    case 'proxied':
      return (scope.kind === 'location' || scope.kind === 'if') && scope.own('proxy_pass').length > 0;
    case 'servers':
      return scope.kind === 'server' && scope.protocol === 'http';
    case 'tls-servers':
      return (
        scope.kind === 'server' &&
        scope.protocol === 'http' &&
        scope.server !== undefined &&
        scope.server.tls !== 'none'
      );
    case 'plain-servers':
      return (
        scope.kind === 'server' && scope.protocol === 'http' && scope.server !== undefined && scope.server.tls !== 'all'
      );
  }
}

export function variableTarget(value: NamedValue): Target {
  const end = Math.max(value.valueSpan.end, value.nameSpan.end);
  return {
    at: { uri: value.uri, span: value.nameSpan },
    whole: { uri: value.uri, span: { start: Math.min(value.nameSpan.start, value.valueSpan.start), end } },
    value: value.resolved,
    isUnknown: value.resolved === undefined,
    label: value.name,
  };
}

function serviceTarget(service: ComposeService): Target {
  return {
    at: { uri: service.uri, span: service.nameSpan },
    whole: { uri: service.uri, span: service.span },
    value: service.name,
    isUnknown: false,
    label: service.name,
  };
}

function scopeTarget(scope: NginxScope): Target {
  const span = scope.opener?.span ?? scope.nameSpan;
  return { at: scope.at, whole: { uri: scope.uri, span }, value: scope.name, isUnknown: false, label: scope.name };
}

export function leafTarget(leaf: TomlLeaf, model: TomlModel): Target {
  return {
    at: { uri: model.uri, span: leaf.nameSpan },
    whole: { uri: model.uri, span: leaf.entrySpan },
    value: leaf.value === undefined ? undefined : String(leaf.value),
    isUnknown: leaf.value === undefined,
    label: leaf.path.join('.'),
  };
}

function fileTarget(model: Model): Target {
  const whole = { uri: model.uri, span: { start: 0, end: model.file.text.length } };
  return {
    at: { uri: model.uri, span: { start: 0, end: 0 } },
    whole,
    value: undefined,
    isUnknown: false,
    label: fileNameOf(model.uri),
  };
}
