import packageFile from "../../package.json" with { type: "json" };

/**
 * Whether this Electron's major version differs from `package.json`: setup installs an older one when the
 * official download fails. It lacks security fixes of Chromium, and is for development only.
 */
export function isStandIn(version: string): boolean {
  const line = (text: string): string | undefined => /\d+/.exec(text)?.[0];
  return line(version) !== line(packageFile.devDependencies.electron);
}
