import type { Location } from '../../formats/format.ts';
import type { NginxDirective, NginxModel, NginxScope } from '../../formats/nginx/model/model.ts';
import { at } from '../../text/span.ts';
import { upstreamAt, variableAt } from './hover.ts';
import { type NginxPlace, placeAt } from './place.ts';

/** Where the thing at an offset is defined: an included file, an upstream, a named location, a variable, a zone, a log format. */
export function nginxDefinitions(model: NginxModel, offset: number): readonly Location[] {
  const place = placeAt(model, offset);
  if (place?.directive === undefined || place.part === 'name') return [];
  const { directive, word } = place;
  const include = model.includes.find((one) => one.directive.node === directive.node);
  if (include !== undefined) return include.uris.map((uri) => ({ uri, span: at(0) }));
  const variable = variableAt(model, word, offset);
  if (variable !== undefined) {
    return (model.variable(variable.use.name)?.definitions ?? []).map((definition) => definition.directive.at);
  }
  const upstream = upstreamAt(model, word, directive.name);
  if (upstream?.opener !== undefined) return [upstream.opener.argAt(0)];
  const text = model.file.text.slice(word.start, word.end);
  return text.startsWith('@') ? namedLocation(place, text) : declaration(model, directive, place.index, text);
}

function namedLocation({ scope }: NginxPlace, name: string): readonly Location[] {
  const scopes = scope.server?.scope.descendants() ?? scope.model.scopes;
  return scopes.flatMap(({ location, kind }) =>
    kind === 'location' && location?.modifier === '@' && location.path === name ? [location.pathAt] : [],
  );
}

/** Zones, caches and log formats: the directive that declares them, the parameter that names them there. */
function declaration(model: NginxModel, directive: NginxDirective, index: number, text: string): readonly Location[] {
  const name = text.startsWith('zone=') ? text.slice('zone='.length) : text;
  switch (directive.name) {
    case 'limit_req':
      return text.startsWith('zone=') ? declared(model, ['limit_req_zone'], 'zone', name) : [];
    case 'limit_conn':
      return index === 0 ? declared(model, ['limit_conn_zone'], 'zone', name) : [];
    case 'proxy_cache':
    case 'fastcgi_cache':
    case 'uwsgi_cache':
    case 'scgi_cache':
      return declared(model, [`${directive.name}_path`], 'keys_zone', name);
    case 'access_log':
      return index === 1 ? formatNamed(model, name) : [];
    default:
      return [];
  }
}

function declared(model: NginxModel, names: readonly string[], parameter: string, value: string): readonly Location[] {
  return everywhere(model)
    .flatMap((scope) => names.flatMap((name) => scope.own(name)))
    .filter((directive) => directive.param(parameter)?.split(':')[0] === value)
    .map((directive) => directive.at);
}

function formatNamed(model: NginxModel, name: string): readonly Location[] {
  return everywhere(model)
    .flatMap((scope) => scope.own('log_format'))
    .filter((directive) => directive.arg(0) === name)
    .map((directive) => directive.argAt(0));
}

function everywhere(model: NginxModel): readonly NginxScope[] {
  return [model.root, ...model.root.descendants()];
}
