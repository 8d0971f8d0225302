// Writes SHA256SUMS beside the packages of a folder: `npm run package:sums -- DIR`.
import { readdir } from "node:fs/promises";
import path from "node:path";
import { writeChecksums } from "./package/checksums.mjs";

const folder = process.argv[2];
if (folder === undefined) throw new Error("Expected the folder of the packages");
const names = (await readdir(folder)).filter((name) => name !== "SHA256SUMS");
if (names.length === 0) throw new Error(`No packages in ${folder}`);
await writeChecksums(
  folder,
  names.map((name) => path.join(folder, name)),
);
