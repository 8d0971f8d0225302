#!/usr/bin/env node
import module from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";

// Compiling the program takes longer than most of what it does: Node keeps the compiled form where caches belong. Older
// ones cannot, and a home may be one that may only be read; then all works as well, only not as soon.
const caches = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
module.enableCompileCache?.(join(caches, "hitofude", "compiled"));
// A build makes much that it needs for a moment only. V8 would answer by giving new objects ten times the room, which makes it
// no faster here and takes 150 MB.
setFlagsFromString("--semi-space-growth-factor=1");
await import("./hitofude.ts");
