import { useState } from "react";
import { createRoot } from "react-dom/client";
import { AppError } from "#contract/errors.ts";
import { AppContext, createApp } from "#renderer/state/app.ts";
import { ReplaceableClient } from "#renderer/state/replaceable-client.ts";
import type { Services } from "#renderer/state/services.ts";
import { TextField } from "#renderer/ui/text-field.tsx";
import { PictureField } from "#renderer/views/media/picture-field.tsx";
import { info, preferences } from "../../support/app-start.ts";

declare global {
  // The declaration of a global variable needs `var`.
  /** Ends the storing of the picture with this name. */
  var stored: Record<string, () => void>;
  /** The codes of the errors that the window reports outside the field. */
  var reported: string[];
}
globalThis.stored = {};
globalThis.reported = [];

/** A client that stores a picture when the test says so, and refuses texts. */
const client = {
  call: async (name: string, input: { readonly name: string }) => {
    if (name !== "media.add") return {};
    if (input.name.startsWith("notes")) throw new AppError("image.unsupported", { name: input.name });
    await new Promise<void>((resolve) => {
      globalThis.stored[input.name] = resolve;
    });
    return { path: `media/${input.name}`, markdown: "" };
  },
  on: () => () => undefined,
  onClose: () => undefined,
  close: () => undefined,
};

const app = createApp(
  {
    engine: new ReplaceableClient(client as never),
    main: client,
    connectPreview: () => undefined,
    dropExports: () => undefined,
  } as unknown as Services,
  info,
  preferences,
);
app.workspace.store.subscribe(({ notice }) => {
  if (notice?.kind === "error") globalThis.reported.push(notice.error.code);
});

/** Replaces the program's window in tests: the field for a picture of the settings, or of a closed post. */
function Field() {
  const [path, setPath] = useState("");
  return (
    <PictureField
      label="Icon"
      value={path}
      post={location.hash === "" ? null : location.hash.slice(1)}
      onTake={setPath}
    >
      {(buttons) => <TextField label="Icon" value={path} onChange={setPath} after={buttons} />}
    </PictureField>
  );
}

const root = document.createElement("div");
document.body.append(root);
createRoot(root).render(
  <AppContext value={app}>
    <Field />
  </AppContext>,
);
