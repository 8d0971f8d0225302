import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { passwordHash } from "#engine/blog/settings/password-hash.ts";

const passwords = ["a", "correct horse battery staple", "合言葉は雨", "x".repeat(40), "$'\"\\ :#"];
const hasOpenSsl = spawnSync("openssl", ["version"]).status === 0;

test("a known password has its known hash", () => {
  expect(passwordHash("hitofude", "SALTsalt")).toBe("$apr1$SALTsalt$QAm6uBArguMD7bu85rTcL0");
});

test.runIf(hasOpenSsl).each(passwords)("OpenSSL makes the same hash of %s", (password) => {
  const hash = passwordHash(password);
  const [, , salt = ""] = hash.split("$");
  const { stdout } = spawnSync("openssl", ["passwd", "-apr1", "-salt", salt, "-stdin"], {
    input: `${password}\n`,
    encoding: "utf8",
  });
  expect(stdout.trim()).toBe(hash);
});

test("equal passwords have different hashes", () => {
  expect(passwordHash("hitofude")).not.toBe(passwordHash("hitofude"));
});
