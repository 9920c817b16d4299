import type { FileReport } from '../engine/file-report.ts';
import { subjectsOf } from '../engine/subjects.ts';
import type { Finding } from '../finding/finding.ts';
import type { ComposeModel, ComposeService } from '../formats/compose/model/model.ts';
import type { Location } from '../formats/format.ts';
import type { NginxModel, NginxScope } from '../formats/nginx/model/model.ts';
import type { TomlModel } from '../formats/toml/model/model.ts';
import type { TomlLeaf } from '../formats/toml/read/tree.ts';
import { isNeighbour } from '../knowledge/env/hosts.ts';
import type { ImageKind } from '../knowledge/images/image-facts.ts';
import { imageFacts, isKind } from '../knowledge/images/lookup.ts';
import { recogniseApplication } from '../knowledge/toml/recognise.ts';
import { classifyKey } from '../secrets/purpose.ts';
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
  /** It is set, but to something that is not known here (`${VAR}`). */
  readonly isUnknown: boolean;
  /** The value stands in a secret file (`X_FILE`, a Docker secret): nobody sees it here, which is how it should be. */
  readonly isSecretFile: boolean;
  readonly label: string;
  /** The image of the service a variable belongs to. */
  readonly image?: string | undefined;
  /** What it is, where it is no value. */
  readonly subject?: Subject;
}

type Subject =
  | { readonly kind: 'service'; readonly service: ComposeService }
  | { readonly kind: 'scope'; readonly scope: NginxScope }
  | { readonly kind: 'file'; readonly size: string };

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

  /**
   * What a name is set to: variables of that name, or of the name with `_FILE` behind it that name a file; where there is neither, the
   * Docker secrets of that name that services are given.
   */
  named(pattern: string): readonly Target[] {
    const found = this.variables.flatMap((value): readonly Target[] => {
      if (isFileOf(pattern, value)) return [{ ...variableTarget(value), isSecretFile: true }];
      return matchesPattern(pattern, value.name) ? [variableTarget(value)] : [];
    });
    return found.length > 0 ? found : this.#dockerSecrets(pattern);
  }

  #dockerSecrets(pattern: string): readonly Target[] {
    return this.services('all').flatMap((service) =>
      service.secrets
        .filter(({ name }) => matchesPattern(pattern, name.replaceAll('-', '_')))
        .map(({ name, uri, span }) => ({
          at: { uri, span },
          whole: { uri, span },
          value: undefined,
          isUnknown: true,
          isSecretFile: true,
          label: `secret ${name} of ${service.name}`,
        })),
    );
  }

  /** Those whose URL leads out of the Compose network, or may do so. */
  #remote(pattern: string): readonly Target[] {
    const near = new Set(
      this.models.flatMap((model) =>
        subjectsOf(model)
          .of('url')
          .filter(({ hosts }) => hosts.length > 0 && hosts.every(({ host }) => isNeighbour(host.text)))
          .map(({ value }) => placeKey(value.uri, value.nameSpan.start)),
      ),
    );
    return this.named(pattern).filter(({ at }) => !near.has(placeKey(at.uri, at.span.start)));
  }

  /** Services by `all`, `application`, `built`, kind of image (`database`, `cache` …) or image name glob. */
  services(selector: string): readonly ComposeService[] {
    const all = this.composeModels.flatMap((model) => model.services);
    switch (selector) {
      case 'all':
        return all;
      case 'application':
        return all.filter((service) => isApplication(service));
      case 'built':
        return all.filter((service) => service.get('build') !== undefined);
      default:
        return all.filter((service) => isServiceOf(service, selector));
    }
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
    if ('env' in selector) return this.named(selector.env);
    if ('remoteUrl' in selector) return this.#remote(selector.remoteUrl);
    if ('services' in selector) return this.services(selector.services).map(serviceTarget);
    if ('nginx' in selector) return this.scopes(selector.nginx).map(scopeTarget);
    if ('toml' in selector)
      return this.tomlLeaves(selector.toml, selector.application).map(({ leaf, model }) => leafTarget(leaf, model));
    return this.models.filter((model) => selector.format === 'any' || model.format === selector.format).map(fileTarget);
  }
}

function placeKey(uri: string, start: number): string {
  return `${uri}#${start}`;
}

/** `JWT_SECRET_FILE=/run/secrets/jwt`, `GF_SECURITY_ADMIN_PASSWORD__FILE`: the variable names where the value stands. */
function isFileOf(pattern: string, value: NamedValue): boolean {
  const name = /^(.+?)_{1,2}FILE$/i.exec(value.name)?.[1];
  if (name === undefined || !matchesPattern(pattern, name)) return false;
  const path = value.resolved;
  // `AUDIT_LOG_FILE` is where a log goes.
  const isSecret = classifyKey(name).kind === 'secret' || /(?:URL|URI|DSN)$/i.test(name);
  return path?.startsWith('/run/secrets/') === true || (isSecret && (path === undefined || /^[./]/.test(path)));
}

/** No image that is known to be something else: what the list's own words are about. */
function isApplication(service: ComposeService): boolean {
  const facts = imageFacts(service.image?.value);
  return facts === undefined || isKind(facts, 'application');
}

function isServiceOf(service: ComposeService, selector: string): boolean {
  const image = service.image?.value;
  const facts = imageFacts(image);
  const repository = service.image?.repository ?? '';
  return selector.split('|').some(
    (one) =>
      isKind(facts, one as ImageKind) ||
      (repository !== '' && matchesPattern(one, repository)) ||
      // A family goes by its first image: `bitnami/postgresql` is a `postgres`. A glob is about the image that is written.
      (!one.includes('*') && facts?.images[0] === one),
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
    case 'upstreams':
      return scope.kind === 'upstream' && scope.protocol === 'http';
    case 'tls-servers':
      return (
        scope.kind === 'server' &&
        scope.protocol === 'http' &&
        scope.server !== undefined &&
        scope.server.tls !== 'none' &&
        // It ends every handshake: no certificate, header or ticket of it is ever sent.
        scope.isOn('ssl_reject_handshake', false) !== true
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
    isSecretFile: false,
    label: value.name,
    image: value.image,
  };
}

function serviceTarget(service: ComposeService): Target {
  return {
    at: { uri: service.uri, span: service.nameSpan },
    whole: { uri: service.uri, span: service.span },
    value: service.name,
    isUnknown: false,
    isSecretFile: false,
    label: service.name,
    subject: { kind: 'service', service },
  };
}

function scopeTarget(scope: NginxScope): Target {
  const span = scope.opener?.span ?? scope.nameSpan;
  return {
    at: scope.at,
    whole: { uri: scope.uri, span },
    value: scope.name,
    isUnknown: false,
    isSecretFile: false,
    label: scopeLabel(scope),
    subject: { kind: 'scope', scope },
  };
}

/** `server shop.example.com`, `location /api/`: what a reader of the file calls it. */
export function scopeLabel(scope: NginxScope): string {
  if (scope.kind === 'location') return `location ${scope.location?.path ?? ''}`.trim();
  if (scope.kind !== 'server') return [scope.name, ...(scope.opener?.values ?? [])].join(' ');
  const name = scope.server?.names[0]?.text;
  const ports = new Set(scope.server?.listens.flatMap(({ port }) => (port === undefined ? [] : [port])));
  return ['server', name === '' ? undefined : name, ports.size === 0 ? undefined : `(${[...ports].join(', ')})`]
    .filter((word) => word !== undefined)
    .join(' ');
}

export function leafTarget(leaf: TomlLeaf, model: TomlModel): Target {
  return {
    at: { uri: model.uri, span: leaf.nameSpan },
    whole: { uri: model.uri, span: leaf.entrySpan },
    value: leaf.value === undefined ? undefined : String(leaf.value),
    isUnknown: leaf.value === undefined,
    isSecretFile: false,
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
    isSecretFile: false,
    label: fileNameOf(model.uri),
    subject: { kind: 'file', size: sizeOf(model) },
  };
}

/** How much of a file there was to look at. */
function sizeOf(model: Model): string {
  switch (model.format) {
    case 'dotenv':
      return `${model.entries.length} entries`;
    case 'compose':
      return `${model.services.length} services`;
    case 'toml':
      return `${model.leaves.length} keys`;
    case 'nginx':
      return `${model.scopes.length} blocks`;
  }
}
