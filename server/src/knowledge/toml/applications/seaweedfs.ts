import type { TomlApplication } from '../application.ts';
import { anybody, bad, empty, flag, isTrue, number, path, secret, text } from '../setting.ts';

/** Facts: `weed scaffold -config=security`. */
export const seaweedfs: TomlApplication = {
  id: 'seaweedfs',
  name: 'SeaweedFS',
  docs: 'https://github.com/seaweedfs/seaweedfs/wiki/Security-Configuration',
  files: ['seaweedfs/security.toml', 'security.toml'],
  markers: ['jwt.signing', 'grpc', 'jwt.filer_signing', 'access'],
  markersWithName: 2,
  images: ['chrislusf/seaweedfs', 'seaweedfs'],
  settings: [
    ...['jwt.signing', 'jwt.filer_signing'].map((table) =>
      secret(
        `${table}.read.key`,
        'Signs reads; empty turns the check off.',
        bad('missing-credential', 'low', empty, 'is empty, so whoever knows an address reads the file; set a long key'),
      ),
    ),
    flag(
      'filer.expose_directory_metadata.enabled',
      'Shows metadata of folders.',
      bad('exposed-endpoint', 'low', isTrue, 'shows folder metadata to callers; set it to false', { set: false }),
    ),
    text(
      'cors.allowed_origins.values',
      'Origins that may call from browsers.',
      bad('permissive-cors', 'low', anybody, 'lets every web site read the store; name the origins'),
    ),
    secret(
      'jwt.signing.key',
      'Signs writes to volumes; empty turns the check off.',
      bad('missing-credential', 'high', empty, 'is empty, so anybody may write and delete files; set a long key'),
    ),
    secret(
      'jwt.filer_signing.key',
      'Signs writes to the filer; empty turns the check off.',
      bad('missing-credential', 'high', empty, 'is empty, so anybody may write through the filer; set a long key'),
    ),
    number('jwt.signing.expires_after_seconds', 'Seconds a token lasts.'),
    path(
      'grpc.ca',
      'CA of the cluster; empty turns TLS off.',
      bad('tls-disabled', 'medium', empty, 'is empty, so the cluster talks in plain text and trusts anybody; set a CA'),
    ),
    flag(
      'access.ui',
      'Serves the volume servers’ pages.',
      bad('exposed-endpoint', 'low', isTrue, 'shows the volume servers’ pages; set it to false', { set: false }),
    ),
  ],
};
