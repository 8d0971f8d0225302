import fc from "fast-check";

// The same cases in every run, so that a red run is the change's doing; HITOFUDE_SEED=random looks for new ones
const seed = process.env.HITOFUDE_SEED ?? "20260101";
if (seed !== "random") fc.configureGlobal({ seed: Number(seed) });
