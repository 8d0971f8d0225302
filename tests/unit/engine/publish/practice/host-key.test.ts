import ssh2 from "ssh2";
import { expect, test } from "vitest";
import { makeHostKey } from "#engine/publish/practice/host-key.ts";

test("every generated key can be read again", () => {
  // Of this many keys, the library itself generates a few that it cannot read.
  for (let count = 0; count < 2_000; count += 1) {
    expect(ssh2.utils.parseKey(makeHostKey().privateKey)).not.toBeInstanceOf(Error);
  }
});
