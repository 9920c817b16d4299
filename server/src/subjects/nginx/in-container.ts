import type { NginxScope } from '../../formats/nginx/model/model.ts';

/** Docker's own resolver (https://docs.docker.com/engine/network/#dns-services). */
const DOCKER_DNS = /^127\.0\.0\.11(?::53)?$/;
/** Where the images of nginx send their logs: what a container prints. */
const STANDARD_STREAM = /^\/dev\/(?:stdout|stderr)$|^\/proc\/(?:self|1)\/fd\/[12]$/;
/** An instruction that brings nginx or its configuration into an image. */
const BUILDS_NGINX =
  /^[ \t]*(?:FROM[ \t]\S{0,200}(?:nginx|openresty|angie)|(?:COPY|ADD)[ \t][^\n]{0,400}(?:\.conf|nginx))/im;

/**
 * Whether an nginx runs in a container, as far as files tell: a Compose file mounts its configuration, a Dockerfile in its folder or the
 * one above takes it in, or it names what only a container has. There 127.0.0.1 is the container alone.
 */
export function isInContainer(scope: NginxScope): boolean {
  const { model } = scope;
  return model.containersOf(scope.uri).length > 0 || namesContainer(scope) || isBuiltIn(scope);
}

function namesContainer(scope: NginxScope): boolean {
  const [resolver] = scope.array('resolver').directives;
  const logs = [...scope.array('access_log').directives, ...scope.array('error_log').directives];
  return (
    resolver?.values.some((word) => DOCKER_DNS.test(word)) === true ||
    logs.some((log) => STANDARD_STREAM.test(log.arg(0) ?? ''))
  );
}

function isBuiltIn({ model }: NginxScope): boolean {
  const { files } = model;
  return ['Dockerfile', '../Dockerfile'].some((path) => {
    const file = files.get(files.resolve(path));
    return file.state === 'read' && BUILDS_NGINX.test(file.text);
  });
}
