import type { TomlApplication } from '../application.ts';
import { address, bad, flag, isTrue, remote, table } from '../setting.ts';

/** What callers without a login may do; the ways in that other machines reach are an IPv4 and an IPv6 address. */
const PERMISSIONS = [
  ['adminUsers', 'critical', 'lets anybody make administrators; set it to false'],
  ['readCameraConfigs', 'critical', 'shows camera passwords to anybody; set it to false'],
  ['viewVideo', 'high', 'shows all video to anybody; remove it, create users and let them log in'],
  ['updateSignals', 'medium', 'lets anybody write signals; set it to false'],
] as const;

/** Facts: ref/config.md and ref/api.md (Permissions) of scottlamb/moonfire-nvr; it has no TLS of its own, guide/secure.md puts a proxy in front. */
export const moonfireNvr: TomlApplication = {
  id: 'moonfire-nvr',
  name: 'Moonfire NVR',
  docs: 'https://github.com/scottlamb/moonfire-nvr/blob/master/ref/config.md',
  files: ['moonfire-nvr.toml', 'moonfire-nvr*.toml'],
  markers: ['binds'],
  images: ['scottlamb/moonfire-nvr', 'moonfire-nvr'],
  settings: [
    ...['ipv4', 'ipv6'].map((key) =>
      address(
        `binds.*.${key}`,
        'Address to listen on.',
        bad(
          'remote-bind-without-tls',
          'medium',
          remote,
          'sends video and logins unencrypted; bind it behind a TLS proxy',
          {
            also: { trustForwardHeaders: { absent: true } },
          },
        ),
      ),
    ),
    table('binds.*.allowUnauthenticatedPermissions', 'What callers without a login may do.'),
    ...PERMISSIONS.map(([permission, severity, says]) =>
      flag(
        `binds.*.allowUnauthenticatedPermissions.${permission}`,
        'Granted to callers without a login.',
        ...(['ipv4', 'ipv6'] as const).map((key) =>
          bad('remote-bind-without-auth', severity, isTrue, says, { also: { [`../${key}`]: remote } }),
        ),
      ),
    ),
    flag('binds.*.ownUidIsPrivileged', 'Its own user may do everything over this socket.'),
    flag('binds.*.trustForwardHeaders', 'Believes X-Real-IP and X-Forwarded-Proto.'),
  ],
};
