#!/usr/bin/env node
import module from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { speedUpShell } from "#engine/speed/speedups.ts";
import { stateRoot } from "./shell-data.ts";

// Lets Node store the compiled code, because compiling takes longer than most commands.
const caches = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
module.enableCompileCache?.(join(caches, "hitofude", "compiled"));
speedUpShell(process.argv.slice(2), stateRoot);
await import("./hitofude.ts");
