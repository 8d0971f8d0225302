import { existsSync, lstatSync, readdirSync, statSync } from "node:fs";

/** Whether all `outputs` exist, and none is older than any file in `sources` (files and folders). */
export function isUpToDate(outputs: readonly string[], sources: readonly string[]): boolean {
  if (!outputs.every((output) => existsSync(output))) return false;
  const oldestOutput = Math.min(...outputs.map((output) => statSync(output).mtimeMs));
  return sources.every((source) => newestTime(source) <= oldestOutput);
}

function newestTime(place: string): number {
  // A link in the packages has a target in the installation.
  const stat = lstatSync(place);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(place).map((name) => newestTime(`${place}/${name}`)));
}
