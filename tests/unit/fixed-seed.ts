import fc from "fast-check";

// The same cases in every run, so that only a change can make a test fail; HITOFUDE_SEED=random tries new
// ones
const seed = process.env.HITOFUDE_SEED ?? "20260101";
if (seed !== "random") fc.configureGlobal({ seed: Number(seed) });
