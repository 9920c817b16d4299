/** How contexts of the tables are called in a message. */
export function contextName(context: string): string {
  switch (context) {
    case 'main':
      return 'the top level';
    case 'http.server':
      return 'server';
    case 'http.location':
      return 'location';
    case 'http.server.if':
      return 'if in server';
    case 'http.location.if':
      return 'if in location';
    case 'http.location.limit_except':
      return 'limit_except';
    case 'http.upstream':
      return 'upstream';
    case 'stream.server':
      return 'stream server';
    case 'stream.upstream':
      return 'stream upstream';
    case 'mail.server':
      return 'mail server';
    default:
      return context;
  }
}

/** The contexts of a directive that matter where it stands: those of the same protocol when there are any. */
export function contextList(allowed: readonly string[], near: string): string {
  const protocol = near.split('.')[0] ?? '';
  const same = allowed.filter((context) => context.split('.')[0] === protocol);
  const shown = (same.length > 0 ? same : allowed).map(contextName);
  return shown.length <= 4 ? shown.join(', ') : `${shown.slice(0, 3).join(', ')} …`;
}
