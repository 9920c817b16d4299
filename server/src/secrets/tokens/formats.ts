/** A token format: how it is recognised and who gives it out. */
export interface TokenFormat {
  readonly id: string;
  /** Who gives it out and what it is, for messages. */
  readonly name: string;
  /** See `pattern.ts`. */
  readonly pattern: string;
  /** Shannon entropy in bits a character that must be exceeded. */
  readonly entropy?: number;
  /** Letter case of the literal text does not matter. */
  readonly fold?: boolean;
  readonly checksum?: 'github' | 'gitlab';
  /** Meant to be public: an id, a publishable key. Known, never reported. */
  readonly isPublic?: boolean;
  /** Tokens of this format are often glued to other text; the characters around them are not looked at. */
  readonly loose?: boolean;
  /** Without a digit it is only a word. */
  readonly needsDigit?: boolean;
  /** Words one of which must stand in the key; then the pattern describes the whole value. */
  readonly keys?: readonly string[];
}

/** One line of the table: id, name, pattern, entropy, switches (`p` public, `f` fold case, `g` GitHub checksum, `G` GitLab checksum, `o` loose, `d` needs a digit). */
type Row = readonly [id: string, name: string, pattern: string, entropy?: number | undefined, switches?: string];

/**
 * Formats that are recognised by their own shape. Facts (prefix, alphabet, length, checksum) collected from the providers' documentation,
 * gitleaks (MIT) and secretlint (MIT); none of their expressions is used.
 */
const ROWS: readonly Row[] = [
  ['1password-secret-key', '1Password secret key', 'A3-{A6}-({A11}|{A6}-{A5})-{A5}-{A5}-{A5}', 3.8],
  ['1password-service-account-token', '1Password service account token', 'ops_eyJ{B250+}{=0-3}', 4],
  ['adobe-client-secret', 'Adobe client secret', 'p8e-{n32}', 2],
  ['age-secret-key', 'age secret key', 'AGE-SECRET-KEY-1{q58}'],
  ['aikido-ci-token', 'Aikido CI token', 'AIK_CI_{n20-44}', 3],
  ['aikido-client-secret', 'Aikido client secret', 'AIK_SECRET_{n64}', 3],
  ['airtable-personnal-access-token', 'Airtable personal access token', 'pat{n14}.{h64}'],
  ['alibaba-access-key-id', 'Alibaba Cloud access key', 'LTAI{n20}', 2],
  ['anthropic-admin-api-key', 'Anthropic admin key', 'sk-ant-admin01-{b93}AA', 2],
  ['anthropic-api-key', 'Anthropic API key', 'sk-ant-api(03|04|05)-{b93}AA', 2],
  ['artifactory-api-key', 'Artifactory API key', 'AKCp{n69}', 4.5],
  ['artifactory-reference-token', 'Artifactory reference token', 'cmVmd{n59}', 4.5],
  ['atlassian-api-token', 'Atlassian API token', 'ATATT3{e186}', 3.5, 'f'],
  [
    'authress-service-client-access-key',
    'Authress access key',
    '(sc|ext|scauth|authress)_{n5-30}.{n4-6}.acc(_|-){b10-32}.{k30-120}',
    2,
  ],
  ['aws-access-token', 'AWS access key', '(AKIA|ASIA|ABIA|ACCA){y16}', 3],
  ['aws-access-token', 'AWS access key', 'A3T{A1}{y16}', 3],
  ['aws-amazon-bedrock-api-key-long-lived', 'Amazon Bedrock API key', 'ABSK{B109-269}{=0-2}', 3],
  [
    'aws-amazon-bedrock-api-key-short-lived',
    'Amazon Bedrock API key',
    'bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t',
    3,
    'o',
  ],
  ['azure-ad-client-secret', 'Azure client secret', '{T3}{d1}<Q~>{t31-34}', 3],
  ['azure-storage-key', 'Azure storage account key', 'AccountKey={B86}==', 3],
  ['braintree-access-token', 'Braintree access token', 'access_token$(production|sandbox)${a16}${h32}'],
  ['buildkite-token', 'Buildkite token', 'bkua_{h40}', 3],
  ['circleci-token', 'CircleCI token', 'CCIPAT_{n22}_{h40}', 3],
  ['clickhouse-cloud-api-secret-key', 'ClickHouse Cloud API key', '4b1d{n38}', 3],
  ['clojars-api-token', 'Clojars token', 'CLOJARS_{a60}', 2, 'f'],
  ['cloudflare-api-token', 'Cloudflare API token', 'cf(k|ut|at)_{n40}{H8}', 3],
  ['cloudflare-origin-ca-key', 'Cloudflare origin CA key', 'v1.0-{h24}-{h146}', 2],
  ['databricks-api-token', 'Databricks token', 'dapi{h32}(|-{d1})', 3],
  ['defined-networking-api-token', 'Defined Networking token', 'dnkey-{e26}-{e52}'],
  ['digitalocean-access-token', 'DigitalOcean token', 'doo_v1_{h64}', 3],
  ['digitalocean-pat', 'DigitalOcean token', 'dop_v1_{h64}', 3],
  ['digitalocean-refresh-token', 'DigitalOcean refresh token', 'dor_v1_{h64}', 2, 'f'],
  ['discord-webhook', 'Discord webhook', '(discord|discordapp).com/api/webhooks/{d17-20}/{b60-80}', 3],
  ['docker-hub-token', 'Docker Hub access token', 'dckr_(pat|oat)_{b27-32}', 3],
  ['doppler-api-token', 'Doppler token', 'dp.(pt|st|sa|ct|scim|audit).{n40-44}', 2, 'f'],
  ['duffel-api-token', 'Duffel token', 'duffel_(test|live)_{e43}', 2, 'f'],
  ['dynatrace-api-token', 'Dynatrace token', 'dt0c01.{n24}.{n64}', 4, 'f'],
  ['easypost-api-token', 'EasyPost API key', 'EZAK{n54}', 2],
  ['easypost-test-api-token', 'EasyPost test key', 'EZTK{n54}', 2],
  ['facebook-page-access-token', 'Facebook page access token', 'EAA(M|C){n100+}', 4],
  ['figma-token', 'Figma token', 'figd_{b40-44}', 3],
  ['flutterwave-encryption-key', 'Flutterwave encryption key', 'FLWSECK_TEST-{c12}', 2],
  ['flutterwave-public-key', 'Flutterwave public key', 'FLWPUBK(_TEST|)-{c32}-X', 2, 'fp'],
  ['flutterwave-secret-key', 'Flutterwave secret key', 'FLWSECK(_TEST|)-{c32}-X', 2, 'f'],
  ['flyio-access-token', 'Fly.io token', 'fo1_{b43}', 4],
  ['flyio-access-token', 'Fly.io token', '(fm1a_|fm1r_|fm2_){B100+}{=0-3}', 4],
  ['frameio-api-token', 'Frame.io token', 'fio-u-{e64}', 2, 'f'],
  ['gcp-api-key', 'Google API key', 'AIza{b35}', 4],
  ['google-oauth-client-secret', 'Google OAuth client secret', 'GOCSPX-{b28}', 3],
  ['google-oauth-access-token', 'Google OAuth access token', 'ya29.{b60+}', 4],
  ['github-app-token', 'GitHub app token', 'gh(u|s)_{n36}', 3, 'g'],
  ['github-fine-grained-pat', 'GitHub fine-grained token', 'github_pat_{w82}', 3],
  ['github-oauth', 'GitHub OAuth token', 'gho_{n36}', 3, 'g'],
  ['github-pat', 'GitHub personal access token', 'ghp_{n36}', 3, 'g'],
  ['github-refresh-token', 'GitHub refresh token', 'ghr_{n36}', 3, 'g'],
  ['gitlab-cicd-job-token', 'GitLab job token', 'glcbt-{n1-5}_{b20}', 3],
  ['gitlab-deploy-token', 'GitLab deploy token', 'gldt-{b20}', 3],
  ['gitlab-feature-flag-client-token', 'GitLab feature flag token', 'glffct-{b20}', 3],
  ['gitlab-feed-token', 'GitLab feed token', 'glft-{b20}', 3],
  ['gitlab-incoming-mail-token', 'GitLab incoming mail token', 'glimt-{b25}', 3],
  ['gitlab-kubernetes-agent-token', 'GitLab agent token', 'glagent-{b50}', 3],
  ['gitlab-oauth-app-secret', 'GitLab OAuth secret', 'gloas-{b64}', 3],
  ['gitlab-pat-routable', 'GitLab personal access token', 'glpat-{b27-300}.{a9}', 4, 'G'],
  ['gitlab-pat', 'GitLab personal access token', 'glpat-{b20}', 3],
  ['gitlab-ptt', 'GitLab trigger token', 'glptt-{h40}', 3],
  ['gitlab-rrt', 'GitLab runner registration token', 'GR1348941{b20}', 3],
  ['gitlab-runner-authentication-token-routable', 'GitLab runner token', 'glrt-t{d1}_{b27-300}.{a9}', 4, 'G'],
  ['gitlab-runner-authentication-token', 'GitLab runner token', 'glrt-{b20}', 3],
  ['gitlab-scim-token', 'GitLab SCIM token', 'glsoat-{b20}', 3],
  ['gitlab-session-cookie', 'GitLab session cookie', '_gitlab_session={a32}', 3, 'o'],
  ['grafana-api-key', 'Grafana API key', 'eyJrIjoi{n70-400}{=0-3}', 3],
  ['grafana-cloud-api-token', 'Grafana Cloud token', 'glc_{B32-400}{=0-3}', 3],
  ['grafana-service-account-token', 'Grafana service account token', 'glsa_{n32}_{H8}', 3],
  ['groq-api-key', 'Groq API key', 'gsk_{n52}', 3],
  ['harness-api-key', 'Harness API key', '(pat|sat).{b22}.{n24}.{n20}', 2],
  ['hashicorp-tf-api-token', 'Terraform Cloud token', '{n14}<.atlasv1.>{e60-70}', 3.5],
  ['heroku-api-key-v2', 'Heroku API key', 'HRKU-AA{b58}', 4],
  ['huggingface-access-token', 'Hugging Face token', 'hf_{l34}', 2],
  ['huggingface-organization-api-token', 'Hugging Face organization token', 'api_org_{l34}', 2],
  ['infracost-api-token', 'Infracost API key', 'ico-{n32}', 3],
  ['intra42-client-secret', 'Intra42 client secret', 's-s4t2(ud|af)-{H64}', 3],
  ['jwt', 'JSON Web Token', 'ey{n17+}.ey{j17+}.{j10+}{=0-2}', 3],
  ['jwt', 'JSON Web Token', 'ey{n17+}.ey{j17+}.', 3],
  [
    'jwt-base64',
    'JSON Web Token',
    'ZXlK(aGJHY2lPaU|aGRXUWlPaU|cmFXUWlP|MGVYQWlPaUp|cGMzTWlPaU|emRXSWlPaU|bGJtTWlPaU|cmRIa2lPaUp|amRIa2lPaU|cWEzVWlPaU|cWQyc2lPb|NE5XTWlP){k40+}',
    2,
  ],
  ['klaviyo-api-key', 'Klaviyo API key', 'pk_{h34}', 3],
  ['langsmith-api-key', 'LangSmith API key', 'lsv2_(pt|sk)_{h32}_{h10}', 3],
  ['linear-api-key', 'Linear API key', 'lin_(api|oauth)_{n40-64}', 2, 'f'],
  ['maxmind-license-key', 'MaxMind license key', '{n6}_{n29}<_mmk>', 4],
  [
    'microsoft-teams-webhook',
    'Microsoft Teams webhook',
    'webhook.office.com/webhookb2/{a8}-{a4}-{a4}-{a4}-{a12}@{a8}-{a4}-{a4}-{a4}-{a12}/IncomingWebhook/{a32}/{a8}-{a4}-{a4}-{a4}-{a12}',
    2,
    'o',
  ],
  ['neon-api-key', 'Neon API key', 'napi_{a64}', 3],
  ['netlify-pat', 'Netlify token', 'nfp_{n36}', 3],
  ['notion-api-token', 'Notion token', 'ntn_{d11}{n35}', 4],
  ['notion-internal-token', 'Notion token', 'secret_{n43}', 4],
  ['npm-access-token', 'npm token', 'npm_{n36}', 2, 'g'],
  ['octopus-deploy-api-key', 'Octopus Deploy API key', 'API-{A26}', 3],
  ['openai-api-key', 'OpenAI API key', 'sk-(proj|svcacct|admin)-({b74}|{b58})T3BlbkFJ({b74}|{b58})', 3],
  ['openai-api-key', 'OpenAI API key', 'sk-{n20}T3BlbkFJ{n20}', 3],
  ['openrouter-api-key', 'OpenRouter API key', 'sk-or-v1-{h64}', 3],
  ['openshift-user-token', 'OpenShift token', 'sha256~{b43}', 3.5],
  ['perplexity-api-key', 'Perplexity API key', 'pplx-{n48}', 4],
  ['pinecone-api-key', 'Pinecone API key', 'pcsk_{n5-6}_{n60-66}', 4],
  ['planetscale-api-token', 'PlanetScale token', 'pscale_tkn_{g32-64}', 3, 'f'],
  ['planetscale-oauth-token', 'PlanetScale OAuth token', 'pscale_oauth_{g32-64}', 3],
  ['planetscale-password', 'PlanetScale password', 'pscale_pw_{g32-64}', 3, 'f'],
  ['posthog-personal-key', 'PostHog personal key', 'phx_{n43-48}', 3],
  ['postman-api-token', 'Postman API key', 'PMAK-{H24}-{H34}', 3],
  ['prefect-api-token', 'Prefect API key', 'pnu_{n36}', 2],
  ['pulumi-api-token', 'Pulumi token', 'pul-{h40}', 2],
  ['pypi-upload-token', 'PyPI token', 'pypi-AgEIcHlwaS5vcmc{b50-1000}', 3],
  ['readme-api-token', 'ReadMe API key', 'rdme_{a70}', 2],
  ['replicate-api-token', 'Replicate token', 'r8_{n37}', 3],
  ['resend-api-key', 'Resend API key', 're_{n8}_{n24}', 3],
  ['rubygems-api-token', 'RubyGems API key', 'rubygems_{h48}', 2],
  ['scalingo-api-token', 'Scalingo token', 'tk-us-{b48}', 2],
  ['sendgrid-api-token', 'SendGrid API key', 'SG.{g66}', 2, 'f'],
  ['sendinblue-api-token', 'Brevo API key', 'xkeysib-{h64}-{n16}', 2, 'f'],
  ['sentry-org-token', 'Sentry organization token', 'sntrys_eyJpYXQiO{B30-400}{=0-2}_{B43}', 4.5],
  ['sentry-user-token', 'Sentry user token', 'sntryu_{h64}', 3.5],
  ['settlemint-application-access-token', 'SettleMint token', 'sm_aat_{n16}', 3],
  ['settlemint-personal-access-token', 'SettleMint token', 'sm_pat_{n16}', 3],
  ['settlemint-service-access-token', 'SettleMint token', 'sm_sat_{n16}', 3],
  ['shippo-api-token', 'Shippo token', 'shippo_(live|test)_{H40}', 2],
  ['shopify-access-token', 'Shopify access token', 'shpat_{H32}', 2],
  ['shopify-custom-access-token', 'Shopify access token', 'shpca_{H32}', 2],
  ['shopify-private-app-access-token', 'Shopify access token', 'shppa_{H32}', 2],
  ['shopify-shared-secret', 'Shopify shared secret', 'shpss_{H32}', 2],
  ['sidekiq-sensitive-url', 'Sidekiq credentials', '{h8}:{h8}@(gems|enterprise)<.contribsys.com>'],
  ['slack-app-token', 'Slack app token', 'xapp-{d1}-{A1+}-{d1+}-{a1+}', 2, 'f'],
  ['slack-bot-token', 'Slack bot token', 'xoxb-{d10-13}-{d10-13}{b0-200}', 3],
  ['slack-config-access-token', 'Slack configuration token', 'xoxe.xox(b|p)-{d1}-{A163-166}', 2, 'f'],
  ['slack-config-refresh-token', 'Slack configuration token', 'xoxe-{d1}-{A146}', 2, 'f'],
  ['slack-legacy-bot-token', 'Slack bot token', 'xoxb-{d8-14}-{n18-26}', 2],
  ['slack-legacy-token', 'Slack token', 'xox(o|s)-{d1+}-{d1+}-{d1+}-{H1+}', 2],
  ['slack-legacy-workspace-token', 'Slack workspace token', 'xox(a|r)-({d1}-|){n8-48}', 2, 'o'],
  ['slack-user-token', 'Slack user token', 'xox(p|e)-{d9-13}-{d9-13}-{d9-13}-{b28-34}', 2],
  ['slack-webhook-url', 'Slack webhook', 'hooks.slack.com/(services|workflows|triggers)/{B43-56}', 2, 'o'],
  ['sourcegraph-access-token', 'Sourcegraph token', 'sgp_({H16}_|local_|){H40}', 3],
  ['square-access-token', 'Square access token', '(EAAA|sq0atp-|sq0csp-){b22-60}', 2],
  ['stripe-access-token', 'Stripe secret key', '(sk|rk)_(test|live|prod)_{n10-200}', 2],
  ['stripe-webhook-secret', 'Stripe webhook secret', 'whsec_{B32-64}{=0-2}', 3],
  ['stripe-publishable-key', 'Stripe publishable key', 'pk_(test|live)_{n10-200}', 2, 'p'],
  ['supabase-secret-key', 'Supabase secret key', 'sb_secret_{b30-50}', 3],
  ['supabase-management-token', 'Supabase access token', 'sbp_{h40}', 3],
  ['tailscale-key', 'Tailscale key', 'tskey-(auth|api|client|scim|webhook)-{n8-20}-{n20-40}', 3],
  ['telegram-bot-token', 'Telegram bot token', '{d10}<:AA>{b33}', 4],
  ['telegram-bot-token', 'Telegram bot token', '{d9}<:AA>{b33}', 4],
  ['twilio-api-key', 'Twilio API key', 'SK{h32}', 3],
  ['typeform-token', 'Typeform token', 'tfp_{g59}', 3],
  ['vault-batch-token', 'Vault batch token', 'hvb.{b138-300}', 4],
  ['vault-service-token', 'Vault token', '(hvs|hvr).{b90-120}', 3.5],
  ['vault-service-token', 'Vault token', 's.{n24}', 3.5, 'd'],
  ['vercel-token', 'Vercel token', 'v(cp|ci|ca|cr|ck)_{n56}', 3],
  ['xai-api-key', 'xAI API key', 'xai-{n80}', 3],
  ['yandex-api-key', 'Yandex Cloud API key', 'AQVN{b35-38}', 3],
];

/** The formats recognised by their shape. */
export const SHAPE_FORMATS: readonly TokenFormat[] = ROWS.map(toFormat);

/** A row as a format. */
export function toFormat([id, name, pattern, entropy, switches = '']: Row): TokenFormat {
  return {
    id,
    name,
    pattern,
    ...(entropy === undefined ? {} : { entropy }),
    ...(switches.includes('f') ? { fold: true } : {}),
    ...(switches.includes('p') ? { isPublic: true } : {}),
    ...(switches.includes('o') ? { loose: true } : {}),
    ...(switches.includes('d') ? { needsDigit: true } : {}),
    ...(switches.includes('g')
      ? { checksum: 'github' as const }
      : switches.includes('G')
        ? { checksum: 'gitlab' as const }
        : {}),
  };
}
