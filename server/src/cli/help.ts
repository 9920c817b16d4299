/** Help texts by command; `` is the overview. */
export const HELP: Readonly<Record<string, string>> = {
  '': `preflight: what would go wrong in production, in .env, docker-compose, TOML and nginx files

  preflight scan [path...]          check files and folders (default: the current folder)
  preflight fix [path...]           go through the fixes one by one and say which to apply
  preflight explain <rule-id>       a rule's page, offline
  preflight rules [--format json]   every rule
  preflight checklist <name>        tick off a production checklist
  preflight init                    write a commented settings file
  preflight lsp --stdio             the language server, for any editor
  preflight mcp                     the same for coding agents (Model Context Protocol)
  preflight completion <shell>      completion script for bash, zsh or fish

preflight help scan lists the options of a scan. Exit: 0 clean, 1 findings at or above --fail-on, 2 could not do the work.
`,
  scan: `preflight scan [path...]

  --format text|json|jsonl|sarif|junit|github|markdown|html   output format (text)
  --output <file>                write there instead of to standard output
  --profile essential|recommended|strict|all            rules that run (recommended)
  --checklist <name>             add a production checklist and its rules (repeatable)
  --rule <id>, --skip <id>       only these rules, all but these (repeatable; globs work: env/*)
  --fail-on critical|high|medium|low|never              exit 1 from this severity up (high)
  --config <file>, --no-config   use only this settings file, or none
  --baseline <file>              report only what is not in it; --update-baseline writes it
  --as dotenv|compose|toml|nginx read every named file as that format
  --stage production|development|template               take every file for that stage
  --stdin --stdin-filename <name>                       one document from standard input
  --fix, --fix-unsafe            apply safe fixes, with --fix-unsafe behavior-changing ones too; goes with --rule
  --dry-run [--show-secrets]     show a diff instead of writing; with secrets it applies with git apply
  --finding <fingerprint>[:<path>]                      with a fix: repair only these findings of the JSON (repeatable)
  --files-from <file>, --files-from -                   the files to check, one a line or with NUL between them
  --shard <i>/<n>                every n-th file by hash of its path, i from 1
  --cache[=<folder>]             reuse results of unchanged files (kept in the user's cache folder)
  --no-ignore                    also enter folders that .gitignore names
  --max-file-size <bytes>        larger files are named, not read (1048576)
  --threads <n>                  check on so many threads (by cores and files); the report is the same
  --quiet, --no-color, --progress auto|never
`,
  fix: `preflight fix [path...]

Shows every fix with its reason and its change and asks: yes, no, all of this rule, edit (what needs input), another fix, quit.
What was agreed to is written at the end. Every fix is tried in memory before: one that would break the file or bring a new finding is
not offered. Takes the options of a scan (preflight help scan), such as --rule and --profile. Without a terminal: scan --fix.
`,
  mcp: `preflight mcp [--root <folder>] [--allow-write]

A Model Context Protocol server on standard input and output, for coding agents: check, explain, fix, checklist. It looks at nothing
outside the roots the client names, or --root (repeatable), or the current folder. It writes only with --allow-write, only in roots that
somebody named, and only when the call says write: true. Secrets are masked in every answer.
`,
};
