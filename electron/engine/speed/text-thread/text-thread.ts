import module from "node:module";
import { workerData } from "node:worker_threads";
import type { TextThreadStart } from "./text-thread-starter.ts";

// The start of a thread, which stores its compiled code in Node's compile cache.
const { compileCache }: TextThreadStart = workerData;
if (compileCache !== undefined) module.enableCompileCache?.(compileCache);
await import("./text-program.ts");
