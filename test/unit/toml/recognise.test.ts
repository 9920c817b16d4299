import { stringify } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { noRelatedFiles } from '../../../server/src/formats/related-files.ts';
import { buildToml, type TomlUse } from '../../../server/src/formats/toml/model.ts';
import { readToml } from '../../../server/src/formats/toml/read.ts';
import type { TomlApplication } from '../../../server/src/knowledge/toml/application.ts';
import { TOML_APPLICATIONS } from '../../../server/src/knowledge/toml/applications.ts';
import { splitKeyPath } from '../../../server/src/knowledge/toml/key-path.ts';
import { applicationOfMount, recogniseApplication } from '../../../server/src/knowledge/toml/recognise.ts';

const recognised = (path: string, text: string, use: TomlUse = {}): string | undefined =>
  recogniseApplication(buildToml(readToml(text), noRelatedFiles(`file:///srv/${path}`), 'production', use))?.id;

/** A document that holds the markers of an application and nothing else. */
function markersOf(application: TomlApplication): string {
  const root: Record<string, unknown> = {};
  for (const marker of [...application.markers].sort((a, b) => a.length - b.length)) {
    let at = root;
    const path = splitKeyPath(marker).map((name) => (name === '*' ? 'x' : name));
    for (const [i, name] of path.entries()) {
      if (i < path.length - 1) {
        if (typeof at[name] !== 'object') at[name] = {};
        at = at[name] as Record<string, unknown>;
      } else at[name] ??= 'marker';
    }
  }
  return stringify(root);
}

describe('recogniseApplication', () => {
  it.each(
    TOML_APPLICATIONS.map((application) => ({ id: application.id, application })),
  )('$id: by its names with its markers, never by a name alone, never as another', ({ id, application }) => {
    const text = markersOf(application);
    for (const file of application.files) {
      const path = file.replace('*', '-live');
      expect(recognised(path, text), path).toBe(id);
      expect(recognised(path, 'unrelated = 1\n[something]\nelse = 2\n'), path).toBeUndefined();
    }
    expect([id, undefined]).toContain(recognised('config.toml', text));
  });

  it('takes the word of a setting or a compose mount', () => {
    expect(recognised('config.toml', '[entryPoints.web]\n', { application: 'traefik' })).toBe('traefik');
    expect(recognised('runner.toml', 'concurrent = 1\n', { mountedAs: '/etc/gitlab-runner/config.toml' })).toBe(
      'gitlab-runner',
    );
    expect(recognised('runner.toml', 'other = 1\n', { mountedAs: '/etc/gitlab-runner/config.toml' })).toBeUndefined();
    expect(recognised('x.toml', 'db_path = "."\n', { mountedAs: '/x.toml', image: 'getmeili/meilisearch:v1.12' })).toBe(
      'meilisearch',
    );
  });

  it('names the application of a mount', () => {
    expect(applicationOfMount('/etc/gitlab-runner/config.toml', undefined)).toBe('gitlab-runner');
    expect(applicationOfMount('/etc/traefik/traefik.toml', 'traefik:v3')).toBe('traefik');
    expect(applicationOfMount('/meili/conf.toml', 'docker.io/getmeili/meilisearch:v1.12@sha256:abc')).toBe(
      'meilisearch',
    );
    expect(applicationOfMount('/app/config.toml', 'example/app')).toBeUndefined();
    expect(
      recognised('x.toml', '[web]\nport = 1\n', { application: applicationOfMount('/etc/app.toml', 'a') }),
    ).toBeUndefined();
  });

  it('is not misled by files of the same name', () => {
    expect(recognised('config.toml', '[server]\nhost = "x"\n')).toBeUndefined();
    expect(recognised('server.toml', '[http]\nport = 1\n')).toBeUndefined();
    expect(recognised('app.toml', '[api]\nurl = "x"\n')).toBeUndefined();
    expect(recognised('users.toml', '[[users]]\nname = "a"\n')).toBeUndefined();
    expect(recognised('hosts.toml', '[database]\nhost = "a"\n')).toBeUndefined();
    expect(recognised('security.toml', '[grpc]\nca = ""\n')).toBeUndefined();
  });
});
