import type { RelatedFiles } from '../../related-files.ts';
import type { ComposeService } from './model.ts';

/**
 * The URI of the Dockerfile a service is built from; `undefined` for remote contexts, inline Dockerfiles, later stages (`target`)
 * and what is not known.
 */
export function dockerfileUri(service: ComposeService, files: RelatedFiles): string | undefined {
  if (service.build === undefined) return undefined;
  const context = service.build.context?.value;
  const remote = context === undefined || context.includes('://') || context.startsWith('git@');
  if (
    remote ||
    service.get('build', 'target') !== undefined ||
    service.get('build', 'dockerfile_inline') !== undefined
  ) {
    return undefined;
  }
  const name = service.get('build', 'dockerfile') === undefined ? 'Dockerfile' : service.text('build', 'dockerfile');
  if (name === undefined) return undefined;
  return files.resolve(name.startsWith('/') ? name : `${context.replace(/\/+$/, '')}/${name}`, service.uri);
}
