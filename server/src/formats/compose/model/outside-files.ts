import type { RelatedFiles } from '../../related-files.ts';
import type { ComposeService } from './model.ts';

/** Names people give the file that shows which variables `.env` needs, the commonest first. */
const TEMPLATES = [
  '.env.example',
  '.env.sample',
  '.env.template',
  '.env.dist',
  '.env.defaults',
  '.env.default',
  'env.example',
  'example.env',
  'sample.env',
  'env.sample',
  'env.template',
  'template.env',
];

/** A file that may be written and what it holds. */
export interface KnownText {
  readonly uri: string;
  readonly text: string;
}

/** The template of the `.env` beside a compose file, if there is one. */
export function envTemplate(files: RelatedFiles): KnownText | undefined {
  const names = new Set([...(files.glob('.*env*') ?? []), ...(files.glob('*env*') ?? [])]);
  const uri = TEMPLATES.map((name) => files.resolve(name)).find((one) => names.has(one));
  const file = uri === undefined ? undefined : files.get(uri);
  return file?.state === 'read' ? { uri: file.uri, text: file.text } : undefined;
}

/** What a file says of itself that is copied to `.env` as a whole: `# Copy this file to .env and change the values`. */
const COPIED = /^[ \t]*#.{0,200}\b(?:copy|copied|rename|renamed|cp|mv)\b.{0,120}[\s`'"]\.env\b(?![.\w-])/im;
/** By its name: `.env.dev.example`. */
const FORM = /\/\.env\.[\w.-]*\.?(?:example|sample|template|dist)$/;
/** No folder of a person holds more env files beside a Compose file. */
const MOST_FORMS = 24;

/**
 * The files that people make the `.env` beside a Compose file from: its template, and any other env file that says so in a comment. None
 * where there is a `.env` already: that one counts. `undefined` where there are more env files than are read: any of them may be one.
 */
export function envForms(files: RelatedFiles): readonly KnownText[] | undefined {
  if (files.get(files.resolve('.env')).state !== 'missing') return [];
  const template = envTemplate(files);
  const others = new Set([...(files.glob('.env.*') ?? []), ...(files.glob('*.env') ?? [])]);
  if (template !== undefined) others.delete(template.uri);
  if (others.size > MOST_FORMS) return undefined;
  const found = [...others].flatMap((uri) => {
    const file = files.get(uri);
    if (file.state !== 'read') return [];
    return FORM.test(uri) || COPIED.test(file.text) ? [{ uri, text: file.text }] : [];
  });
  return template === undefined ? found : [template, ...found];
}

/** Settings of a feature that are loaded as they are, or copied into `.env` as a whole. */
export function envDefaults(files: RelatedFiles): KnownText | undefined {
  const uri = files.resolve('defaults.env');
  const file = files.glob('*env*')?.includes(uri) === true ? files.get(uri) : undefined;
  return file?.state === 'read' ? { uri: file.uri, text: file.text } : undefined;
}

/** Configuration that people write by hand; what is larger or made by a program is not looked at. */
const CONFIGURATION = /^\.{1,2}\/.*\.(?:toml|ini|conf|cnf|properties|txt|ya?ml|json)$/;
const MOST_MOUNTED = 12;

/** The configuration files of the project that services mount, as far as they can be read. */
export function mountedTexts(services: readonly ComposeService[], files: RelatedFiles): readonly KnownText[] {
  const paths = services.flatMap((service) =>
    service.mounts.flatMap(({ type, source, target, uri }) => {
      const path = source?.value ?? '';
      if (type !== 'bind') return [];
      if (CONFIGURATION.test(path)) return [files.resolve(path, uri)];
      return namedBelow(service, path, target?.value ?? '').map((one) => files.resolve(one, uri));
    }),
  );
  return [...new Set(paths)].slice(0, MOST_MOUNTED).flatMap((uri) => {
    const file = files.get(uri);
    return file.state === 'read' ? [{ uri, text: file.text }] : [];
  });
}

/** The configuration files in a mounted folder of the project that the command names: `--users /etc/pooler/users.toml`. */
function namedBelow({ command }: ComposeService, source: string, target: string): readonly string[] {
  if (!/^\.{1,2}(?:\/|$)/.test(source) || target === '') return [];
  const [from, to] = [target.replace(/\/*$/, '/'), source.replace(/\/*$/, '/')];
  return (command?.words ?? []).flatMap(({ value }) => {
    // `--users /etc/…` and `-config.file=/etc/…`
    const named = value?.slice(value.lastIndexOf('=') + 1) ?? '';
    const path = named.startsWith(from) ? to + named.slice(from.length) : '';
    return CONFIGURATION.test(path) ? [path] : [];
  });
}

/** Where a secret of this name is kept. */
export function secretPath(name: string): string {
  return `./secrets/${name}.txt`;
}

/** The files that are in `secrets` already; `undefined` when that is not known. */
export function secretFiles(files: RelatedFiles): ReadonlySet<string> | undefined {
  const uris = files.glob('secrets/*');
  return uris === undefined ? undefined : new Set(uris);
}

/** Looks at what a repair that takes a secret out of the file needs to know, so that it is read before the rules run. */
export function askForOutsideFiles(services: readonly ComposeService[], files: RelatedFiles): void {
  envForms(files);
  envDefaults(files);
  mountedTexts(services, files);
  secretFiles(files);
  files.ignoreState(files.resolve('.env'));
  files.ignoreState(files.resolve('./secrets/x.txt'));
}
