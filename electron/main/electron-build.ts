import packageFile from "../../package.json" with { type: "json" };

/**
 * Whether this Electron has another major version than `package.json` says. Setup installs an older version
 * if the official download fails; it lacks security fixes of Chromium, and is for development only.
 */
export function isStandIn(version: string): boolean {
  const line = (text: string): string | undefined => /\d+/.exec(text)?.[0];
  return line(version) !== line(packageFile.devDependencies.electron);
}
