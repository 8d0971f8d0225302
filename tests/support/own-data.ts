import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

// Tests store the program's data about blogs here, apart from the developer's own data
const folder = mkdtempSync(join(tmpdir(), "hitofude-data-"));
process.env.HITOFUDE_DATA = folder;

afterAll(() => rmSync(folder, { recursive: true, force: true }));
