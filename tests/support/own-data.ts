import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

// The program's data about blogs is stored here, not among the developer's own
const folder = mkdtempSync(join(tmpdir(), "hitofude-data-"));
process.env.HITOFUDE_DATA = folder;

afterAll(() => rmSync(folder, { recursive: true, force: true }));
