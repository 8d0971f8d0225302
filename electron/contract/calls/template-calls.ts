import { z } from "zod";
import { blogPathSchema, postDocumentSchema } from "../types/blog-types.ts";

/** Name of a post template: the name of its file in `templates/`, without the extension. */
const nameSchema = z.string().min(1);

/** Calls about post templates: Markdown files in the folder `templates/` of the blog. */
export const templateCalls = {
  /** Returns the names of the templates, sorted. */
  "templates.list": { input: z.object({}), output: z.object({ names: z.array(nameSchema) }) },
  /** Returns the body of a template. Replaces the date tokens in it with parts of the current date. */
  "templates.read": { input: z.object({ name: nameSchema }), output: z.object({ body: z.string() }) },
  /**
   * Makes a post from a template.
   * `body` and `section` replace the template's body and section. A `ready` post gets a unique address.
   */
  "templates.use": {
    input: z.object({
      name: nameSchema,
      status: z.enum(["draft", "ready"]),
      body: z.string().optional(),
      section: z.string().optional(),
    }),
    output: postDocumentSchema,
  },
  /** Saves a copy of a post as a template. Returns the template's name and path. */
  "templates.save": {
    input: z.object({ path: blogPathSchema }),
    output: z.object({ name: nameSchema, path: blogPathSchema }),
  },
};
