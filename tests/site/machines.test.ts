import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { fingerprints } from "./support/fingerprints.ts";
import { sites } from "./support/sites.ts";

const program = fileURLToPath(new URL("support/build-once.ts", import.meta.url));
/** Smaller copies of images take most of the time, and do not depend on the language or the time zone. */
const images = join(sites[0]?.folder ?? "", "../blog/.hitofude/cache");

/** Time zones with different dates, and Turkish, in which an upper-case `i` has a dot. */
const machines = [
  { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" },
  { TZ: "Pacific/Pago_Pago", LANG: "C", LC_ALL: "C" },
];

test.each(machines)(
  "the same blogs result in the same bytes on a computer with $TZ and $LANG",
  (environment) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [program, images], {
      encoding: "utf8",
      env: { ...process.env, ...environment },
      maxBuffer: 1 << 26,
    });
    expect(status, stderr).toBe(0);
    expect(JSON.parse(stdout)).toEqual(fingerprints(sites));
  },
);
