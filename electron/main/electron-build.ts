import packageFile from "../../package.json" with { type: "json" };

/**
 * Whether the running Electron has another major version than `package.json` requires.
 * If the official download fails, the setup installs an older version, for development only.
 * The older version lacks security fixes of Chromium.
 */
export function isStandIn(version: string): boolean {
  const line = (text: string): string | undefined => /\d+/.exec(text)?.[0];
  return line(version) !== line(packageFile.devDependencies.electron);
}
