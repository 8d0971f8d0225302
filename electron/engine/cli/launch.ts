#!/usr/bin/env node
import module from "node:module";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { keepHeapModest } from "#engine/speed/flags/modest-heap.ts";
import { leaveOptimizingOut } from "#engine/speed/flags/optimizing-compiler.ts";
import { prepareTextThread } from "#engine/speed/text-thread/text-thread-starter.ts";
import { coldBlogIn } from "#engine/speed/cold-build.ts";
import { stateRoot } from "./shell-data.ts";

leaveOptimizingOut();
// Node stores the compiled code in the cache folder, because compiling the program takes longer than most
// commands. If Node is too old or the folder cannot be written, commands only start more slowly.
const caches = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
module.enableCompileCache?.(join(caches, "hitofude", "compiled"));
keepHeapModest();
const coldBlog = coldBlogIn(process.argv.slice(2), stateRoot);
if (coldBlog !== undefined) prepareTextThread(resolve(coldBlog));
await import("./hitofude.ts");
