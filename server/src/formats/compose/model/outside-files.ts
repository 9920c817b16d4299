import type { RelatedFiles } from '../../related-files.ts';

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
export function askForOutsideFiles(files: RelatedFiles): void {
  envTemplate(files);
  secretFiles(files);
  files.ignoreState(files.resolve('.env'));
  files.ignoreState(files.resolve('./secrets/x.txt'));
}
