/**
 * Files by name, not by language id: `.env` is `properties` in VS Code 1.91 and `dotenv` in 1.139, `.toml` has no id
 * in either, `*.conf` is `properties`. Wider than what is linted: the server decides by name, content and settings.
 */
const PATTERNS = [
  '**/{.env,.env.*,.env-*,.env_*,*.env,.flaskenv,env.*,env-*}',
  '**/*.{yml,yaml}',
  '**/{*.env,*.yml,*.yaml}.{j2,jinja,jinja2,tpl,tmpl,gotmpl,erb}',
  '**/{*.toml,*.toml.example,Pipfile}',
  '**/{*.conf,*.conf.*,*.nginx,*.nginx.*,*.vhost,nginx*.template}',
  '**/{sites-available,sites-enabled}/*',
  '**/nginx/snippets/*',
  '**/{preflight.json,*checklist.json}',
  '**/.preflight/*.json',
] as const;

/** The ids that VS Code's own and the usual extensions give our formats: for untitled documents and associated names. */
const LANGUAGES = ['dotenv', 'dockercompose', 'toml', 'nginx', 'NGINX'] as const;

/** The documents that are sent to the server, whatever file system they live in. */
export function protocolSelector(): ({ pattern: string } | { language: string })[] {
  return [...PATTERNS.map((pattern) => ({ pattern })), ...LANGUAGES.map((language) => ({ language }))];
}
