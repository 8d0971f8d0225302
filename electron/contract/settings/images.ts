import { z } from "zod";

/** Settings of the smaller copies of images. */
export const imagesSchema = z
  .object({
    variants: z
      .boolean()
      .default(true)
      .describe("Smaller copies of photographs are made, from which browsers choose the one that they need."),
    widths: z
      .array(z.number().int().min(16).max(4096))
      .min(1)
      .max(8)
      .default([480, 960, 1600])
      .describe("Their widths in pixels; no copy is wider than its original."),
    quality: z
      .number()
      .int()
      .min(1)
      .max(100)
      .default(80)
      .describe("Of the copies; lower is smaller and coarser."),
  })
  .strict();
