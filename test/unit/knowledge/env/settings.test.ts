import { describe, expect, it } from 'vitest';
import { openDoor } from '../../../../server/src/knowledge/env/authentication.ts';
import { parseDuration, showDuration, unitOfKey } from '../../../../server/src/knowledge/env/duration.ts';
import { reachOf } from '../../../../server/src/knowledge/env/hosts.ts';
import { grantOf, replaceItem } from '../../../../server/src/knowledge/env/origins.ts';
import { isOff, isOn, opposite } from '../../../../server/src/knowledge/env/switch.ts';
import { plaintextSwitch } from '../../../../server/src/knowledge/env/tls-switches.ts';
import { skipsVerification } from '../../../../server/src/knowledge/env/tls-verification.ts';
import { weakestVersion } from '../../../../server/src/knowledge/env/tls-versions.ts';
import { normalizeKey, shownName } from '../../../../server/src/subjects/setting-key.ts';

describe('keys', () => {
  it.each([
    ['APP_DEBUG', 'APP_DEBUG'],
    ['spring.h2.console.enabled', 'SPRING_H2_CONSOLE_ENABLED'],
    ['AIRFLOW__WEBSERVER__EXPOSE_CONFIG', 'AIRFLOW_WEBSERVER_EXPOSE_CONFIG'],
    ['_APP_ENV', 'APP_ENV'],
    ['corsAllowedOrigins', 'CORS_ALLOWED_ORIGINS'],
    ['npm_config_strict-ssl', 'NPM_CONFIG_STRICT_SSL'],
  ])('%s is %s', (name, key) => {
    expect(normalizeKey(name)).toBe(key);
  });

  it('cuts long names for messages', () => {
    expect(shownName('X'.repeat(80))).toHaveLength(40);
  });
});

describe('switches', () => {
  it('knows the usual spellings and nothing else', () => {
    expect(['true', 'True', 'YES', 'on', '1', ' enabled '].every(isOn)).toBe(true);
    expect(['false', 'No', 'OFF', '0', 'disabled'].every(isOff)).toBe(true);
    expect(['', 'maybe', '2', 'null', 'none'].some((text) => isOn(text) || isOff(text))).toBe(false);
  });

  it.each([
    ['True', 'False'],
    ['ON', 'OFF'],
    ['1', '0'],
    ['yes', 'no'],
    ['what', 'false'],
  ])('the opposite of %s is %s', (text, flipped) => {
    expect(opposite(text, 'false')).toBe(flipped);
  });
});

describe('durations', () => {
  it.each([
    ['15m', undefined, 900],
    ['7d', undefined, 604_800],
    ['1h30m', undefined, 5_400],
    ['2 weeks', undefined, 1_209_600],
    ['3600', 's', 3_600],
    ['11520', 'm', 691_200],
    ['604800000', 'ms', 604_800],
    ['never', undefined, Number.POSITIVE_INFINITY],
    ['3600', undefined, undefined],
    ['soon', 's', undefined],
    ['1x', undefined, undefined],
  ])('%s in %s', (text, unit, seconds) => {
    expect(parseDuration(text, unit)).toBe(seconds);
  });

  it('takes the unit from the key and shows the largest that fits', () => {
    expect(unitOfKey('ACCESS_TOKEN_EXPIRE_MINUTES')).toBe('m');
    expect(unitOfKey('JWT_EXPIRATION_SECS')).toBe('s');
    expect(unitOfKey('JWT_TTL')).toBeUndefined();
    expect([60, 7_200, 86_400, 691_200].map(showDuration)).toEqual(['60 seconds', '2 hours', '24 hours', '8 days']);
  });
});

describe('origins', () => {
  it.each([
    ['CORS_ORIGIN', '*', 'wildcard'],
    ['ALLOWED_ORIGINS', '["https://a.example", "*"]', 'wildcard'],
    ['CORS_ALLOW_ORIGIN', '^.*$', 'wildcard'],
    ['STORE_CORS', '*', 'wildcard'],
    ['CORS_ALLOW_ALL_ORIGINS', 'True', 'switch'],
    ['CORS_ORIGIN', 'true', 'switch'],
    ['CORS_ORIGINS', 'https://a.example,null', 'null'],
    ['CORS_ALLOW_HEADERS', '*', undefined],
    ['CORS_ORIGIN', 'https://*.example.com', undefined],
    ['CORS_ORIGIN', 'false', undefined],
    ['CORS_ENABLED', 'true', undefined],
    ['ORIGINAL_PATH', '*', undefined],
  ])('%s=%s', (key, text, kind) => {
    expect(grantOf(key, text)?.kind).toBe(kind);
  });

  it('replaces one item and leaves the list as it is written', () => {
    expect(replaceItem('[ "*", "https://*.a.example" ]', '*', 'https://b.example')).toBe(
      '[ "https://b.example", "https://*.a.example" ]',
    );
  });
});

describe('TLS', () => {
  it.each([
    ['NODE_TLS_REJECT_UNAUTHORIZED', '0', true],
    ['NODE_TLS_REJECT_UNAUTHORIZED', 'false', false],
    ['PREFECT_API_TLS_INSECURE_SKIP_VERIFY', 'true', true],
    ['S3_VERIFY_SSL', 'no', true],
    ['DB_SSL_REJECT_UNAUTHORIZED', 'false', true],
    ['IGNORE_HTTPS_ERRORS', '1', true],
    ['LDAP_TLS_REQCERT', 'never', true],
    ['KAFKA_SSL_VERIFICATION_MODE', 'none', true],
    ['VERIFY_EMAIL', 'false', false],
    ['EMAIL_VERIFICATION', 'false', false],
    ['TLS_INSECURE', 'false', false],
    ['OCIS_INSECURE', 'true', true],
    ['PGSSLMODE', 'no-verify', true],
    ['DB_SSLMODE', 'require', false],
    ['OTEL_EXPORTER_OTLP_INSECURE', 'true', false],
    ['GITEA_WEBHOOK_SKIP_TLS_VERIFY', 'true', true],
    ['SKIP_VERIFY', '', false],
  ])('%s=%s', (key, text, skips) => {
    expect(skipsVerification(key, text)).toBe(skips);
  });

  it.each([
    ['PGSSLMODE', 'disable', 'peer'],
    ['DB_SSLMODE', 'prefer', 'peer'],
    ['MAIL_ENCRYPTION', 'null', 'mail'],
    ['EMAIL_USE_TLS', 'False', 'mail'],
    ['FORCE_HTTPS', 'false', 'site'],
    ['DISABLE_TLS', 'true', 'peer'],
    ['DISABLE_TLS', 'false', undefined],
    ['REDIS_TLS_DISABLED', 'true', 'peer'],
    ['REDIS_TLS_DISABLED', 'false', undefined],
    ['FLEET_SERVER_INSECURE_HTTP', '1', 'server'],
    ['FORCE_HTTPS_REDIRECT', 'false', 'site'],
    ['PLUGINS_SECURITY_SSL_HTTP_ENABLED', 'false', 'server'],
    ['DB_SSLMODE', 'verify-full', undefined],
    ['USE_TLS', 'true', undefined],
    ['KAFKA_SECURITY_PROTOCOL', 'SASL_PLAINTEXT', 'peer'],
    ['SSL_CERT', 'off', undefined],
  ])('%s=%s leaves open: %s', (key, text, kind) => {
    expect(plaintextSwitch(key, text)?.kind).toBe(kind);
  });

  it.each([
    ['1.0', '1.0'],
    ['TLSv1.2 TLSv1.1', 'TLSv1.1'],
    ['VersionTLS10', 'VersionTLS10'],
    ['SSLv3', 'SSLv3'],
    ['TLSv1.2,TLSv1.3', undefined],
    ['1.2', undefined],
    ['12', undefined],
    ['TLS', undefined],
  ])('weakest of %s', (text, version) => {
    expect(weakestVersion(text)).toBe(version);
  });
});

describe('hosts', () => {
  it.each([
    ['localhost', 'here'],
    ['127.0.0.1', 'here'],
    ['[::1]', 'here'],
    ['/var/run/postgresql', 'here'],
    ['db', 'private'],
    ['10.1.2.3', 'private'],
    ['172.32.0.1', 'public'],
    ['db.internal', 'private'],
    ['db.acme-eu.com', 'public'],
    ['db.example.com', 'reserved'],
    ['mail.test', 'reserved'],
    ['test', 'private'],
    ['shop.abc123.0001.euc1.cache.amazonaws.com', 'private'],
    ['master.redis.service.consul', 'private'],
    ['redis.prod.svc.k8s.acme-eu.com', 'private'],
    ['svc.acme-eu.com', 'public'],
    ['ec2-203-0-113-7.compute.amazonaws.com', 'public'],
    ['', 'unknown'],
    ['${DB_HOST}', 'unknown'],
  ])('%s is %s', (host, reach) => {
    expect(reachOf(host)).toBe(reach);
  });
});

describe('authentication', () => {
  it.each([
    ['AUTH_ENABLED', 'false', 'off'],
    ['NACOS_AUTH_ENABLE', 'false', 'off'],
    ['DISABLE_AUTH', '1', 'off'],
    ['XPACK_SECURITY_ENABLED', 'false', 'off'],
    ['POSTGRES_HOST_AUTH_METHOD', 'trust', 'off'],
    ['NEO4J_AUTH', 'none', 'off'],
    ['GF_AUTH_ANONYMOUS_ENABLED', 'true', 'anonymous'],
    ['FUNCTIONS_VERIFY_JWT', 'false', 'off'],
    ['DISABLE_SECURITY_PLUGIN', 'true', 'off'],
    ['VNC_NO_PASSWORD', '1', 'screen'],
    ['LDAP_AUTH_ENABLED', 'false', undefined],
    ['SMTP_AUTH_METHOD', 'none', undefined],
    ['NEO4J_AUTH', 'neo4j/x', undefined],
    ['AUTH_TYPE', 'scram-sha-256', undefined],
    ['AUTHOR_ENABLED', 'false', undefined],
  ])('%s=%s', (key, text, kind) => {
    expect(openDoor(key, text)?.kind).toBe(kind);
  });
});
