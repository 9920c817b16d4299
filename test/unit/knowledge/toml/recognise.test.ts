import { stringify } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { noRelatedFiles } from '../../../../server/src/formats/related-files.ts';
import { buildToml } from '../../../../server/src/formats/toml/model/model.ts';
import type { TomlMount } from '../../../../server/src/formats/toml/model/mount.ts';
import { readToml } from '../../../../server/src/formats/toml/read/read.ts';
import type { TomlApplication } from '../../../../server/src/knowledge/toml/application.ts';
import { TOML_APPLICATIONS } from '../../../../server/src/knowledge/toml/applications.ts';
import { splitKeyPath } from '../../../../server/src/knowledge/toml/key-path.ts';
import { recogniseApplication } from '../../../../server/src/knowledge/toml/recognise.ts';

const recognised = (path: string, text: string, mounts: readonly TomlMount[] = []): string | undefined =>
  recogniseApplication({ ...buildToml(readToml(text), noRelatedFiles(`file:///srv/${path}`), 'production'), mounts })
    ?.id;
const at = (mountedAs: string, image?: string): TomlMount => ({ mountedAs, image, published: 'everyone' });

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

  it('takes the word of a compose mount, where the keys agree', () => {
    const runner = [at('/etc/gitlab-runner/config.toml')];
    expect(recognised('runner.toml', 'concurrent = 1\n', runner)).toBe('gitlab-runner');
    expect(recognised('runner.toml', 'other = 1\n', runner)).toBeUndefined();
    const image = 'docker.io/getmeili/meilisearch:v1.12@sha256:abc';
    expect(recognised('x.toml', 'db_path = "."\n', [at('/x.toml', image)])).toBe('meilisearch');
    expect(recognised('x.toml', '[web]\nport = 1\n', [at('/etc/app.toml', 'a')])).toBeUndefined();
  });

  it('takes the mount that names an application, whichever it is; a path before an image', () => {
    const keys = '[entryPoints.web]\n';
    expect(recognised('a.toml', keys, [at('/backup/a.toml', 'restic'), at('/etc/traefik/traefik.toml')])).toBe(
      'traefik',
    );
    const both = '[http.routers.a]\nrule = "x"\n';
    expect(recognised('a.toml', both, [at('/a.toml', 'traefik:v3'), at('/etc/traefik/dynamic/a.toml')])).toBe(
      'traefik-dynamic',
    );
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
