/** Tools that run a web server on a developer's own machine: https://ddev.com, https://lando.dev, https://docksal.io, https://warden.dev, https://laravel.com/docs/homestead. */
const TOOLS = new Set(['ddev', 'lando', 'docksal', 'warden', 'homestead', 'vagrant']);

const NEAREST = 8;

/** Whether a file belongs to such a tool, by a whole word in the names of the folders around it. */
export function isOfDeveloperTool(uri: string): boolean {
  const folders = uri.toLowerCase().split('/').slice(0, -1).slice(-NEAREST);
  return folders.some((folder) => folder.split(/[^a-z]+/).some((word) => TOOLS.has(word)));
}
