#!/usr/bin/env node
// Makes a deb or an rpm from fpm's command line with Debian's tools.
// electron-builder calls this program if fpm cannot be downloaded (`CUSTOM_FPM_PATH`, see plan.mjs).
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { makeDeb } from "./deb.mjs";
import { readFpmRequest } from "./fpm-request.mjs";
import { makeRpm } from "./rpm.mjs";

const request = readFpmRequest(process.argv.slice(2));
const work = mkdtempSync(path.join(os.tmpdir(), "hitofude-fpm-"));
try {
  if (request.kind === "deb") makeDeb(request, work);
  else makeRpm(request, work);
} finally {
  rmSync(work, { recursive: true, force: true });
}
