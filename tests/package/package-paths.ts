import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const projectRoot = fileURLToPath(new URL("../../", import.meta.url));

/** Where the packages under test are made; apart from `dist/`, which belongs to the person. */
export const packagesFolder = `${projectRoot}.runtime/package`;

/** The unpacked program, as electron-builder names it. */
export const unpackedFolder = `${packagesFolder}/linux-${process.arch === "x64" ? "" : `${process.arch}-`}unpacked`;

export const asarFile = `${unpackedFolder}/resources/app.asar`;

/** The deb under test. */
export function debFile(): string {
  const name = readdirSync(packagesFolder).find((entry) => entry.endsWith(".deb"));
  if (name === undefined) throw new Error(`No deb in ${packagesFolder}`);
  return `${packagesFolder}/${name}`;
}
