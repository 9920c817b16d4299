import type { TomlApplication } from '../application.ts';
import { bad, choice, empty, flag, isFalse, isTrue, list, number, text, url } from '../setting.ts';

/** Facts: the CLI’s config template. The file also goes to production with `supabase config push`. */
export const supabase: TomlApplication = {
  id: 'supabase',
  name: 'Supabase',
  docs: 'https://supabase.com/docs/guides/local-development/cli/config',
  files: ['supabase/config.toml'],
  markers: ['project_id', 'auth', 'api'],
  images: [],
  settings: [
    text('project_id', 'The project’s name.'),
    number(
      'auth.minimum_password_length',
      'Shortest password (default 6).',
      bad('weak-password-policy', 'medium', { below: 8 }, 'allows passwords that are guessed quickly; use 12', {
        set: 12,
        consequence: 'new passwords must be longer',
      }),
    ),
    choice(
      'auth.password_requirements',
      ['', 'letters_digits', 'lower_upper_letters_digits', 'lower_upper_letters_digits_symbols'],
      'Kinds of characters a password needs.',
      bad('weak-password-policy', 'low', empty, 'asks for no kinds of characters; use "lower_upper_letters_digits"', {
        set: 'lower_upper_letters_digits',
      }),
    ),
    flag('auth.enabled', 'Serves authentication.'),
    flag(
      'auth.email.enable_confirmations',
      'Asks to confirm the address.',
      bad(
        'open-registration',
        'low',
        isFalse,
        'lets people sign up with an address that is not theirs; set it to true',
        { set: true, consequence: 'needs working e-mail' },
      ),
    ),
    flag(
      'auth.email.secure_password_change',
      'Asks to log in again before a new password.',
      bad('weak-password-policy', 'low', isFalse, 'lets a stolen session change the password; set it to true', {
        set: true,
      }),
    ),
    flag(
      'auth.enable_anonymous_sign_ins',
      'Lets people in without an account.',
      bad('open-registration', 'low', isTrue, 'lets anybody in without an account; set it to false', { set: false }),
    ),
    number(
      'auth.jwt_expiry',
      'Seconds a token lasts (default 3600).',
      bad('long-lived-token', 'medium', { above: 86400 }, 'keeps a stolen token valid for more than a day; use 3600', {
        set: 3600,
      }),
    ),
    flag(
      'auth.enable_refresh_token_rotation',
      'Makes refresh tokens single-use.',
      bad('long-lived-token', 'medium', isFalse, 'lets a stolen refresh token work forever; set it to true', {
        set: true,
      }),
    ),
    url(
      'auth.site_url',
      'The site’s address.',
      bad('tls-disabled', 'medium', { test: 'plain-http-url' }, 'sends login links over plain HTTP; use https://'),
    ),
    list(
      'auth.additional_redirect_urls',
      'Where logins may return to.',
      bad(
        'open-redirect',
        'high',
        { hasItem: ['*', '**', 'https://**', 'http://**', 'https://*'] },
        'lets login tokens go to any site; name the addresses',
        { dropItem: true },
      ),
    ),
    list(
      'db.network_restrictions.allowed_cidrs',
      'Addresses that may reach the database.',
      bad(
        'exposed-endpoint',
        'medium',
        { hasItem: ['0.0.0.0/0'] },
        'opens the database to the internet; name the addresses',
        { also: { enabled: isTrue } },
      ),
    ),
    flag(
      'auth.external.*.skip_nonce_check',
      'Takes identity tokens without a nonce.',
      bad('unsafe-setting', 'medium', isTrue, 'lets identity tokens be replayed; set it to false', { set: false }),
    ),
    flag('functions.*.verify_jwt', 'Asks for a login before a function runs.'),
    flag(
      'auth.oauth_server.allow_dynamic_registration',
      'Lets clients register themselves.',
      bad('open-registration', 'medium', isTrue, 'lets anybody register an OAuth client; set it to false', {
        set: false,
      }),
    ),
    flag('storage.buckets.*.public', 'Everybody may read the bucket.'),
  ],
};
