import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Packages whose code is in the bundles (npm package, VSIX); a test holds the list to what esbuild says. */
export const BUNDLED: readonly string[] = [
  '@modelcontextprotocol/sdk',
  'balanced-match',
  'brace-expansion',
  'diff',
  'dotenv',
  'jsonc-parser',
  'minimatch',
  'semver',
  'smol-toml',
  'vscode-jsonrpc',
  'vscode-languageclient',
  'vscode-languageserver',
  'vscode-languageserver-protocol',
  'vscode-languageserver-textdocument',
  'vscode-languageserver-types',
  'vscode-uri',
  'yaml',
  'zod',
];

/** Facts (names, contexts, value ranges, formats), not text or code, that come from other projects. */
const FACTS: readonly (readonly [string, string, string])[] = [
  ['nginx-go-crossplane (NGINX, Inc.)', 'Apache-2.0', 'contexts and arity of nginx directives'],
  [
    'nginx (Igor Sysoev, NGINX, Inc.)',
    'BSD-2-Clause',
    'value types, enumerations and duplicates of directives; names, defaults and versions from its documentation',
  ],
  ['OpenSSL', 'Apache-2.0', 'cipher suites and the keywords that select them'],
  ['gitleaks (Zachary Rice)', 'MIT', 'prefixes, alphabets and lengths of provider tokens'],
  ['secretlint (azu)', 'MIT', 'more prefixes of provider tokens'],
  [
    'zxcvbn (Copyright (c) 2012-2016 Dan Wheeler and Dropbox, Inc.)',
    'MIT',
    'the most common passwords and English words',
  ],
];

/** THIRD-PARTY-NOTICES.md: licences of what is bundled, sources of tables of facts. */
export function notices(root: string): string {
  const parts = [
    '# Third-party notices',
    'Tables of facts derived from:',
    FACTS.map(([name, licence, what]) => `* ${name}, ${licence}: ${what}`).join('\n'),
    'Bundled packages:',
  ];
  for (const name of BUNDLED) {
    const folder = join(root, 'node_modules', name);
    if (!existsSync(folder)) continue;
    const { license }: { license?: string } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const text =
      file === undefined
        ? ''
        : `\n\n\`\`\`\n${readFileSync(join(folder, file), 'utf8').replace(/\r\n/g, '\n').trim()}\n\`\`\``;
    parts.push(`## ${name} (${license ?? 'see below'})${text}`);
  }
  return `${parts.join('\n\n')}\n`;
}
