import { describe, expect, it } from 'vitest';
import { createEditing } from '../../../../server/src/formats/nginx/edit/edit.ts';
import { buildNginx } from '../../../../server/src/formats/nginx/model/build.ts';
import { readNginx } from '../../../../server/src/formats/nginx/read/read.ts';
import { noRelatedFiles } from '../../../../server/src/formats/related-files.ts';
import { serversOfSite } from '../../../../server/src/subjects/nginx/topology.ts';

describe('servers of a site', () => {
  const names = ['b', 'c', 'a b', '_', 'a', 'b a'];
  const text = names.map((name, i) => `server { listen 80${i}; server_name ${name}; }\n`).join('');
  const model = buildNginx(readNginx(text), noRelatedFiles('file:///w/site.conf'), 'production', createEditing);
  const sitesOf = (index: number) => {
    const server = model.servers[index];
    return server === undefined ? [] : serversOfSite(server).map((one) => model.servers.indexOf(one));
  };

  it('are those of any of its names, each once, in their order', () => {
    expect(sitesOf(5)).toEqual([0, 2, 4, 5]);
    expect(sitesOf(2)).toEqual([0, 2, 4, 5]);
  });

  it('are those of its one name, or the catch-alls', () => {
    expect(sitesOf(0)).toEqual([0, 2, 5]);
    expect(sitesOf(1)).toEqual([1]);
    expect(sitesOf(3)).toEqual([3]);
  });
});
