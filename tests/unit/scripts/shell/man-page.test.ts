import { execFileSync, spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { shellCommands } from "#contract/shell-words.ts";
import { options } from "#engine/cli/command-table.ts";
import { manPage } from "../../../../scripts/shell/man-page.ts";

const hasMandoc = spawnSync("mandoc", ["-V"]).error === undefined;

test.each(["en", "ja"] as const)("the man page in %s lists every command and option", (language) => {
  const page = manPage(language, "1.2.3");
  for (const command of shellCommands) expect(page).toContain(`\n.TP\n.B ${command}\n`);
  for (const name of Object.keys(options)) {
    expect(page).toContain(`\n.TP\n.B \\-\\-${name.replaceAll("-", "\\-")}`);
  }
});

test.skipIf(!hasMandoc).each(["en", "ja"] as const)(
  "mandoc reads the page in %s without an error",
  (language) => {
    const input = manPage(language, "1.2.3");
    const { stdout, status } = spawnSync("mandoc", ["-T", "lint", "-W", "error"], {
      input,
      encoding: "utf8",
    });
    expect([stdout, status]).toEqual(["", 0]);
    const page = execFileSync("mandoc", ["-T", "utf8", "-K", "utf-8"], { input, encoding: "utf8" });
    // Overstriking makes letters bold.
    const plain = page.replace(new RegExp(`.${String.fromCharCode(8)}`, "gu"), "");
    expect(plain).toContain("--keep-theirs");
    expect(plain).toContain("Hitofude 1.2.3");
  },
);
