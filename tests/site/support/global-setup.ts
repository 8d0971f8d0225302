import { rm } from "node:fs/promises";
import type { TestProject } from "vitest/node";
import { type BuiltSite, buildSites } from "./built-sites.ts";

declare module "vitest" {
  export interface ProvidedContext {
    readonly sites: readonly BuiltSite[];
  }
}

/** Builds the sites once for all tests that use them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { folder, sites } = await buildSites();
  project.provide("sites", sites);
  return () => rm(folder, { recursive: true });
}
