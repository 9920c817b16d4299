/**
 * Tools that run a web server on a developer's own machine: github.com/ddev/ddev, github.com/lando/lando, github.com/wardenenv,
 * drupal.org/project/contrib_half_hour issue 3049908 (Docksal), github.com/laravel/homestead (on Vagrant).
 */
const TOOLS = new Set(['ddev', 'lando', 'docksal', 'warden', 'homestead', 'vagrant']);

/** Servers that are wrong on purpose, to be attacked, by their own READMEs: vulhub/vulhub, OWASP/crAPI, WebGoat/WebGoat, digininja/DVWA. */
const LABORATORIES = new Set(['vulhub', 'crapi', 'webgoat', 'dvwa']);

const NEAREST = 8;

/** Whether a file belongs to such a tool, by a whole word in the names of the folders around it. */
export function isOfDeveloperTool(uri: string): boolean {
  return hasFolder(uri, TOOLS);
}

/** Whether a file belongs to such a tool or to a laboratory: nobody adds there what only visitors of a real site need. */
export function hasNoVisitors(uri: string): boolean {
  return hasFolder(uri, TOOLS) || hasFolder(uri, LABORATORIES);
}

function hasFolder(uri: string, names: ReadonlySet<string>): boolean {
  const folders = uri.toLowerCase().split('/').slice(0, -1).slice(-NEAREST);
  return folders.some((folder) => folder.split(/[^a-z]+/).some((word) => names.has(word)));
}
