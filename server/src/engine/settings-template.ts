/** A settings file to start from: every key explained, everything at its default. JSON with comments. */
export const SETTINGS_TEMPLATE = `{
  // Settings of Config Preflight for this folder and everything below it.
  // A preflight.json in a sub-folder wins key by key.

  // Rules that run: "essential", "recommended", "strict" or "all"; or a path to another settings file.
  "extends": "recommended",

  // Severity per rule or family: "off", "low", "medium", "high", "critical".
  "rules": {
    // "compose/missing-healthcheck": "medium",
    // "nginx/*": "off"
  },

  // What files are for, by pattern: "production", "development" or "template". Default: by name.
  "stages": {
    // "deploy/staging/**": "development"
  },

  // Files to read as "dotenv", "compose", "toml", "nginx" or "none", by pattern.
  "formats": {},

  // Files never checked (gitignore syntax). Folders that .gitignore names are skipped anyway.
  "ignore": [],

  // The nginx that runs these files, for advice that depends on its version, and the TLS level to hold it to.
  "nginx": {
    // "version": "1.26",
    "tls": "intermediate"
  }
}
`;
