import { dockerfileUri } from '../../formats/compose/model/dockerfile-path.ts';
import type { ComposeModel, ComposeService } from '../../formats/compose/model/model.ts';

/** What a Dockerfile says that matters here. */
export interface Dockerfile {
  readonly hasHealthCheck: boolean;
  /** The last `USER`, as written. */
  readonly user: string | undefined;
  /** The image of the last stage; `undefined` when it is an earlier stage or its name holds a variable (its tag may). */
  readonly base: string | undefined;
}

/** The Dockerfile a service is built from; `undefined` when it cannot be read or is not known. */
export function dockerfileOf(service: ComposeService, model: ComposeModel | undefined): Dockerfile | undefined {
  if (model === undefined || service.build === undefined) return undefined;
  const inline = service.text('build', 'dockerfile_inline');
  if (inline !== undefined) return readDockerfile(inline);
  const uri = dockerfileUri(service, model.files);
  if (uri === undefined || model.files.get(uri).state !== 'read') return undefined;
  return model.files.parsed(uri, 'dockerfile', readDockerfile);
}

/** The reference without tag and digest. */
function nameOf(image: string): string {
  const name = image.split('@')[0] ?? '';
  const colon = name.lastIndexOf(':');
  return colon > name.lastIndexOf('/') ? name.slice(0, colon) : name;
}

/** Reads instructions line by line; continuation lines belong to the instruction before and start with none of ours. */
export function readDockerfile(text: string): Dockerfile {
  let hasHealthCheck = false;
  let user: string | undefined;
  let base: string | undefined;
  const stages = new Set<string>();
  for (const line of text.split('\n')) {
    const words = line.trim().split(/\s+/);
    const instruction = words[0]?.toUpperCase();
    if (instruction === 'FROM') {
      const image = words.slice(1).find((word) => !word.startsWith('--'));
      const as = words.findIndex((word) => word.toUpperCase() === 'AS');
      base = image === undefined || nameOf(image).includes('$') || stages.has(image.toLowerCase()) ? undefined : image;
      if (as > 0) stages.add((words[as + 1] ?? '').toLowerCase());
      hasHealthCheck = false;
      user = undefined;
    } else if (instruction === 'HEALTHCHECK') hasHealthCheck = words[1]?.toUpperCase() !== 'NONE';
    else if (instruction === 'USER') user = words[1];
  }
  return { hasHealthCheck, user, base };
}
