import type { ComposeModel } from '../../formats/compose/model/model.ts';
import type { ComposeScalar } from '../../formats/compose/model/nodes.ts';
import { placeOf } from '../../subjects/compose/names.ts';
import { defineRule, yaml } from '../contract.ts';

/** Whether a path names something that is fetched: git, https or an OCI artifact. */
function isRemote(path: string): boolean {
  return /^(?:https?|git|ssh|oci):\/\//.test(path) || path.startsWith('git@') || path.startsWith('github.com/');
}

/** A full commit behind `#`, or a digest: nothing else stays what it is. */
function isPinned(path: string): boolean {
  const hash = path.indexOf('#');
  const reference = hash < 0 ? '' : (path.slice(hash + 1).split(':')[0] ?? '');
  return /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(reference) || /@sha256:[0-9a-f]{64}/.test(path);
}

function remotePaths(model: ComposeModel): readonly { readonly node: ComposeScalar; readonly what: string }[] {
  const includes = model.includes.map(({ path }) => ({
    node: path,
    what: 'Included file',
  }));
  const others = model.services.flatMap((service) => {
    const extended = service.scalar('extends', 'file');
    const context = service.build?.context;
    return [
      ...(extended === undefined ? [] : [{ node: extended, what: 'Extended file' }]),
      ...(context === undefined ? [] : [{ node: context, what: 'Build context' }]),
    ];
  });
  return [...includes, ...others];
}

export default defineRule({
  id: 'compose/unpinned-remote-include',
  subject: 'composeFile',
  severity: 'medium',
  severityBecause: 'Whoever can push to that repository decides what runs here, mounts and privileges included.',
  category: 'supply-chain',
  profile: 'recommended',
  stages: 'any',
  summary: 'Part of the project is fetched from a place that can change',
  why: 'A remote `include`, `extends` or build context is fetched again on every run. A branch or tag moves; whoever moves it adds a mount or a privilege to this project. A full commit or a digest stays what was reviewed.',
  references: [
    {
      name: 'Compose: include',
      url: 'https://docs.docker.com/reference/compose-file/include/',
    },
    {
      name: 'Docker: build context, Git repositories',
      url: 'https://docs.docker.com/build/concepts/context/#git-repositories',
    },
  ],
  fix: 'none',
  formats: ['compose'],
  examples: {
    bad: [
      yaml`
        include:
          - https://github.com/example/stack.git#main
        services:
          web:
            image: example/web:1.4.2
      `,
    ],
    good: [
      yaml`
        include:
          - https://github.com/example/stack.git#0123456789abcdef0123456789abcdef01234567:compose.yaml
        services:
          web:
            image: example/web:1.4.2
      `,
      yaml`
        services:
          web:
            build: ./web
      `,
    ],
  },
  check(model, report) {
    for (const { node, what } of remotePaths(model)) {
      if (node.value === undefined || !isRemote(node.value) || isPinned(node.value)) continue;
      report({
        at: placeOf(node),
        message: `${what} is fetched from a place that can change: pin it to a commit or digest`,
        path: ['include', node.value.split('#')[0] ?? ''],
      });
    }
  },
});
