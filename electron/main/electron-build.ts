import packageFile from "../../package.json" with { type: "json" };

/**
 * Whether an Electron is not of the line that the program is made for: one that set-up took because the official one could
 * not be downloaded. It may lack a year's mended faults of Chromium, and is for development only.
 */
export function isStandIn(version: string): boolean {
  const line = (text: string): string | undefined => /\d+/.exec(text)?.[0];
  return line(version) !== line(packageFile.devDependencies.electron);
}
