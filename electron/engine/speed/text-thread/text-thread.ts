import module from "node:module";
import { workerData } from "node:worker_threads";
import type { TextThreadStart } from "./text-thread-starter.ts";

// Runs in a thread of its own. As with the shell's own program, what it has compiled is kept where caches belong.
const { compileCache }: TextThreadStart = workerData;
if (compileCache !== undefined) module.enableCompileCache?.(compileCache);
await import("./text-program.ts");
