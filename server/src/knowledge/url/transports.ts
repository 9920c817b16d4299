/** What a connection URL says about encryption by its scheme and parameters. */
export type Transport =
  /** The connection is encrypted, or the scheme is none of ours. */
  | { readonly kind: 'encrypted' }
  /** A parameter switches encryption off (`explicit`) or lets the server talk its way out of it (`opportunistic`). */
  | {
      readonly kind: 'parameter';
      readonly name: string;
      readonly value: string;
      readonly safe: string | undefined;
      readonly opportunistic: boolean;
    }
  /** Nothing asks for encryption; `parameter` does. */
  | { readonly kind: 'missing'; readonly parameter: string | undefined }
  /** The scheme is the unencrypted one; `safe` is its encrypted twin. */
  | { readonly kind: 'scheme'; readonly safe: string; readonly ports: Readonly<Record<string, string>> };

interface Parameter {
  readonly name: string;
  readonly value: string | undefined;
}

const ENCRYPTED: Transport = { kind: 'encrypted' };

/** Schemes whose encrypted twin is another scheme. */
const TWINS: Readonly<Record<string, { readonly safe: string; readonly ports: Readonly<Record<string, string>> }>> = {
  redis: { safe: 'rediss', ports: {} },
  valkey: { safe: 'valkeys', ports: {} },
  amqp: { safe: 'amqps', ports: { '5672': '5671' } },
  mqtt: { safe: 'mqtts', ports: { '1883': '8883' } },
  ldap: { safe: 'ldaps', ports: { '389': '636', '3268': '3269' } },
  ftp: { safe: 'ftps', ports: {} },
  bolt: { safe: 'bolt+s', ports: {} },
  neo4j: { safe: 'neo4j+s', ports: {} },
  stomp: { safe: 'stomp+ssl', ports: { '61613': '61614' } },
};

/** What the URL asks of its transport. `scheme` in lower case without `jdbc:`; driver suffixes (`+asyncpg`) are dropped. */
export function transportOf(scheme: string, parameters: readonly Parameter[]): Transport {
  const [base = '', ...drivers] = scheme.split('+');
  const twin = Object.hasOwn(TWINS, base) ? TWINS[base] : undefined;
  if (twin !== undefined)
    return drivers.some((driver) => /^(s|ssc|ssl|tls)$/.test(driver)) || asks(parameters)
      ? ENCRYPTED
      : { kind: 'scheme', ...twin };
  switch (base) {
    case 'postgres':
    case 'postgresql':
    case 'postgis':
    case 'pgsql':
    case 'cockroachdb':
    case 'timescaledb':
      return postgres(parameters, scheme.includes('asyncpg') ? 'ssl' : 'sslmode');
    case 'mysql':
    case 'mysql2':
    case 'mariadb':
    case 'mysql:replication':
    case 'mysql:loadbalance':
      return mysql(parameters);
    case 'mongodb':
      return mongodb(parameters, drivers.includes('srv'));
    case 'sqlserver':
    case 'mssql':
      return sqlserver(parameters);
    case 'clickhouse':
      return find(parameters, /^(secure|ssl)$/i, /^(1|true|yes)$/i) === undefined && !asks(parameters)
        ? { kind: 'missing', parameter: 'secure=true' }
        : ENCRYPTED;
    default:
      return ENCRYPTED;
  }
}

/** libpq: `disable`, `allow` and `prefer` (the default) give no protection against somebody on the path. */
function postgres(parameters: readonly Parameter[], name: string): Transport {
  const mode = parameters.find((parameter) => /^ssl[- ]?mode$/i.test(parameter.name));
  if (mode !== undefined) {
    const value = mode.value?.toLowerCase() ?? '';
    if (value === 'disable' || value === 'allow' || value === 'prefer')
      return off(mode, 'require', value !== 'disable');
    return ENCRYPTED;
  }
  const ssl = parameters.find((parameter) => /^ssl$/i.test(parameter.name));
  if (ssl === undefined) return asks(parameters) ? ENCRYPTED : { kind: 'missing', parameter: `${name}=require` };
  const value = ssl.value?.toLowerCase() ?? '';
  if (value === 'false' || value === '0' || value === 'off' || value === 'disable')
    return off(ssl, value === 'disable' ? 'require' : 'true', false);
  return value === 'prefer' || value === 'allow' ? off(ssl, 'require', true) : ENCRYPTED;
}

/** Connector/J, MariaDB, Go, PHP and Python drivers each have a spelling of their own. */
function mysql(parameters: readonly Parameter[]): Transport {
  const mode = parameters.find((parameter) => /^ssl[- ]?mode$/i.test(parameter.name));
  if (mode !== undefined) {
    const value = mode.value?.toLowerCase() ?? '';
    if (value === 'disabled' || value === 'disable')
      return off(mode, upperLike(mode.value, value === 'disable' ? 'trust' : 'required'), false);
    return value === 'preferred' || value === 'prefer' ? off(mode, upperLike(mode.value, 'required'), true) : ENCRYPTED;
  }
  const flag = parameters.find((parameter) => /^(useSSL|ssl|tls|requireSSL|ssl_enabled)$/i.test(parameter.name));
  if (flag === undefined) return asks(parameters) ? ENCRYPTED : { kind: 'missing', parameter: undefined };
  const value = flag.value?.toLowerCase() ?? '';
  if (value === 'false' || value === '0' || value === 'off')
    return off(flag, value === 'false' ? 'true' : value === '0' ? '1' : 'on', false);
  return value === 'preferred' ? off(flag, 'true', true) : ENCRYPTED;
}

function mongodb(parameters: readonly Parameter[], srv: boolean): Transport {
  const flag = parameters.find((parameter) => /^(tls|ssl)$/i.test(parameter.name));
  if (flag !== undefined) return flag.value?.toLowerCase() === 'false' ? off(flag, 'true', false) : ENCRYPTED;
  // `mongodb+srv` turns TLS on by itself: MongoDB connection string specification
  return srv ? ENCRYPTED : { kind: 'missing', parameter: 'tls=true' };
}

/** Drivers differ in the default; only what is written counts. */
function sqlserver(parameters: readonly Parameter[]): Transport {
  const flag = parameters.find((parameter) => /^encrypt$/i.test(parameter.name));
  const value = flag?.value?.toLowerCase();
  return flag !== undefined && (value === 'false' || value === 'no' || value === 'optional' || value === 'disable')
    ? off(flag, 'true', value === 'optional')
    : ENCRYPTED;
}

function off(parameter: Parameter, safe: string, opportunistic: boolean): Transport {
  return { kind: 'parameter', name: parameter.name, value: parameter.value ?? '', safe, opportunistic };
}

/** Any other parameter that names certificates or asks for TLS in a driver's own words. */
function asks(parameters: readonly Parameter[]): boolean {
  return parameters.some(({ name, value }) => {
    const lower = value?.toLowerCase() ?? '';
    if (/^(ssl|tls|ssl_?enabled|tls_?enabled|starttls|start_tls|usetls|usessl|encrypted)$/i.test(name))
      return lower !== 'false' && lower !== '0' && lower !== 'off';
    return (
      /^(ssl_?(ca|cert|rootcert|key|cert_reqs|ca_certs|verify\w*|accept\w*)|tlsCAFile|tlsCertificateKeyFile|serverCertificate|trustStore|trustCertificateKeyStoreUrl|sslfactory)$/i.test(
        name,
      ) && lower !== ''
    );
  });
}

function find(parameters: readonly Parameter[], name: RegExp, value: RegExp): Parameter | undefined {
  return parameters.find((parameter) => name.test(parameter.name) && value.test(parameter.value ?? ''));
}

function upperLike(written: string | undefined, text: string): string {
  return written !== undefined && written === written.toUpperCase() ? text.toUpperCase() : text;
}
