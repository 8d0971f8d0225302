import { rm } from "node:fs/promises";
import { buildSites } from "./built-sites.ts";
import { fingerprints } from "./fingerprints.ts";

// A separate program, because time zone and locale apply to a whole process
const { folder, sites } = await buildSites(process.argv[2]);
try {
  process.stdout.write(JSON.stringify(fingerprints(sites)));
} finally {
  await rm(folder, { recursive: true });
}
