/** One switch of one product whose unsafe value takes a protection away. */
export interface Protection {
  /** Matched against the whole normalized key. */
  readonly key: RegExp;
  readonly bad: RegExp;
  readonly safe: string;
  /** What is lost, for `<NAME> <risk>; set it to <safe>`: at most 60 characters. */
  readonly risk: string;
  readonly severity: 'high' | 'medium' | 'low';
  /** What somebody may notice once it is safe. `undefined`: one word more does not make it so, there is no fix. */
  readonly price: string | undefined;
}

const ON = /^(?:true|1|yes|on)$/i;
const OFF = /^(?:false|0|no|off)$/i;

/** Read in the products' own documentation; the products are named by their prefix. */
export const PROTECTIONS: readonly Protection[] = [
  // What confines a program of others is a switch of whoever runs it, under any prefix. The engine's own default profile stays, so low: https://docs.docker.com/engine/security/seccomp/
  // Which profile it is, and whether the runtime reads one at all, is said elsewhere: no fix.
  {
    key: /(?:^|_)(?:ENABLE_(?:SECCOMP|APPARMOR|SELINUX)|(?:SECCOMP|APPARMOR|SELINUX)_ENABLED?)$/,
    bad: OFF,
    safe: 'true',
    risk: 'leaves out the profile that confines what it runs',
    severity: 'low',
    price: undefined,
  },
  {
    key: /(?:^|_)(?:DISABLE_(?:SECCOMP|APPARMOR|SELINUX)|(?:SECCOMP|APPARMOR|SELINUX)_DISABLED?)$/,
    bad: ON,
    safe: 'false',
    risk: 'leaves out the profile that confines what it runs',
    severity: 'low',
    price: undefined,
  },
  // https://docs.n8n.io/hosting/securing/overview/
  {
    key: /^N8N_BLOCK_ENV_ACCESS_IN_NODE$/,
    bad: OFF,
    safe: 'true',
    risk: 'lets every workflow read all variables',
    severity: 'medium',
    price: 'workflows that read variables fail',
  },
  {
    key: /^N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS$/,
    bad: OFF,
    safe: 'true',
    risk: 'leaves the encryption key readable to other users',
    severity: 'low',
    price: 'it corrects the mode of the file at start',
  },
  {
    key: /^NODE_FUNCTION_ALLOW_BUILTIN$/,
    bad: /^\*$/,
    safe: 'crypto',
    risk: 'lets every workflow start programs',
    severity: 'medium',
    price: 'workflows keep crypto alone',
  },
  // https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/#security
  {
    key: /^GF_SECURITY_ALLOW_EMBEDDING$/,
    bad: ON,
    safe: 'false',
    risk: 'lets other sites frame the pages and steal clicks',
    severity: 'low',
    price: 'other sites no longer show the pages in a frame',
  },
  // https://surrealdb.com/docs/surrealdb/security/capabilities
  {
    key: /^SURREAL_CAPS_ALLOW_ALL$/,
    bad: ON,
    safe: 'false',
    risk: 'lets queries run scripts and open connections',
    severity: 'medium',
    price: 'queries that need them fail',
  },
  {
    key: /^SURREAL_CAPS_ALLOW_SCRIPT(?:ING)?$/,
    bad: ON,
    safe: 'false',
    risk: 'lets every query run JavaScript on the server',
    severity: 'low',
    price: 'queries with scripts fail',
  },
  {
    key: /^SURREAL_CAPS_ALLOW_GUESTS$/,
    bad: ON,
    safe: 'false',
    risk: 'lets callers query without signing in',
    severity: 'medium',
    price: 'callers must sign in',
  },
  // https://www.keycloak.org/server/hostname
  {
    key: /^KC_HOSTNAME_DEBUG$/,
    bad: ON,
    safe: 'false',
    risk: 'shows the host configuration on a public page',
    severity: 'low',
    price: 'the page is gone',
  },
  {
    key: /^KC_DB$/,
    bad: /^dev-(?:file|mem)$/,
    safe: 'postgres',
    risk: 'keeps accounts in a database for development',
    severity: 'medium',
    price: undefined,
  },
  // https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html#expose-config
  {
    key: /^AIRFLOW_(?:WEBSERVER|API)_EXPOSE_CONFIG$/,
    bad: ON,
    safe: 'False',
    risk: 'shows the configuration to every user',
    severity: 'medium',
    price: 'the page is gone',
  },
  // https://create-react-app.dev/docs/proxying-api-requests-in-development/
  {
    key: /^DANGEROUSLY_DISABLE_HOST_CHECK$/,
    bad: ON,
    safe: 'false',
    risk: 'answers requests under any host name',
    severity: 'medium',
    price: 'other host names are refused',
  },
  // https://docs.docker.com/dhi/ and the images' own READMEs: an empty directory switches TLS of the Docker daemon off.
  {
    key: /^DOCKER_TLS_CERTDIR$/,
    bad: /^$/,
    safe: '/certs',
    risk: 'runs the Docker daemon without TLS',
    severity: 'medium',
    price: 'clients need port 2376 and the certificates made there',
  },
  {
    key: /^ALLOW_PLAINTEXT_LISTENER$/,
    bad: ON,
    safe: 'no',
    risk: 'lets Kafka clients in unencrypted',
    severity: 'low',
    // the image refuses to start while one of its listeners is plain text: https://github.com/united-manufacturing-hub/united-manufacturing-hub/issues/697
    price: undefined,
  },
  // https://oauthlib.readthedocs.io/en/latest/oauth2/security.html
  {
    key: /^OAUTHLIB_RELAX_TOKEN_SCOPE$/,
    bad: ON,
    safe: '0',
    risk: 'accepts tokens with other rights than asked for',
    severity: 'low',
    price: 'sign-in fails where the rights differ',
  },
  {
    key: /^HTTPS_ALLOW_LOCALHOST$/,
    bad: ON,
    safe: 'false',
    risk: 'lets requests that name localhost skip HTTPS',
    severity: 'low',
    price: 'such requests must use HTTPS',
  },
  // https://supabase.com/docs/guides/self-hosting/docker
  {
    key: /^PGRST_OPENAPI_MODE$/,
    bad: /^ignore-privileges$/,
    safe: 'follow-privileges',
    risk: 'shows tables to callers without rights',
    severity: 'low',
    price: 'they no longer see them listed',
  },
];
