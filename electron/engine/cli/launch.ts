#!/usr/bin/env node
import module from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

// Compiling the program takes longer than most of what it does: Node keeps the compiled form where caches belong. Older
// ones cannot, and a home may be one that may only be read; then all works as well, only not as soon.
const caches = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
module.enableCompileCache?.(join(caches, "hitofude", "compiled"));
await import("./hitofude.ts");
