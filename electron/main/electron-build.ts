import packageFile from "../../package.json" with { type: "json" };

/**
 * Whether the running Electron has a different major version than `package.json` requires. This happens if a
 * download fails: the setup for development then installs an older version, which lacks security fixes.
 */
export function isStandIn(version: string): boolean {
  const line = (text: string): string | undefined => /\d+/.exec(text)?.[0];
  return line(version) !== line(packageFile.devDependencies.electron);
}
