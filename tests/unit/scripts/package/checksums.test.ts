import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { writeChecksums } from "../../../../scripts/package/checksums.mjs";

test("sums are sorted by name, in the format that sha256sum reads", async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), "hitofude-sums-"));
  try {
    const files = ["b.zip", "a.deb"].map((name) => path.join(folder, name));
    await Promise.all(files.map((file) => writeFile(file, path.basename(file))));
    const written = await writeChecksums(folder, files);
    expect(written).toBe(path.join(folder, "SHA256SUMS"));
    // From `printf a.deb | sha256sum` and `printf b.zip | sha256sum`.
    expect(await readFile(written, "utf8")).toBe(
      "906a9fac8d517d69e98a147b0fe2a05366d4d80bfe55459f322c888d68a2420e  a.deb\ncf41e189cdc819769f648a9719d25ddfb16e0583d1a9f9391c31378831eb4523  b.zip\n",
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});
