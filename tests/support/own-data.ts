import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

// What the program remembers of blogs: nothing of the person who runs the tests is touched
const folder = mkdtempSync(join(tmpdir(), "hitofude-data-"));
process.env.HITOFUDE_DATA = folder;

afterAll(() => rmSync(folder, { recursive: true, force: true }));
