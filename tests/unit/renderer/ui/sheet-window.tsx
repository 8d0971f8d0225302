import { useState } from "react";
import { createRoot } from "react-dom/client";
import { Link } from "lucide-react";
import { Button } from "#renderer/ui/button.tsx";
import { IconButton } from "#renderer/ui/icon-button.tsx";
import { Sheet } from "#renderer/ui/sheet.tsx";

/** Replaces the program's window in tests: a sheet that can open a second one over itself. */
function Sheets() {
  const [open, setOpen] = useState<readonly string[]>(["first"]);
  const [isOffered, setOffered] = useState(true);
  const [isBusy, setBusy] = useState(false);
  const [hasSteps, setSteps] = useState(true);
  const close = (name: string): void => setOpen((names) => names.filter((other) => other !== name));
  return (
    <>
      <button type="button">behind</button>
      {open.map((name) => (
        <Sheet key={name} title={name} size="small" onClose={() => close(name)}>
          {isOffered || name === "first" ? (
            <Button onPress={() => (name === "first" ? setOpen(["first", "second"]) : setOffered(false))}>
              {name === "first" ? "open" : "remove"}
            </Button>
          ) : null}
          <button type="button">stay in {name}</button>
          <IconButton icon={Link} label={`link in ${name}`} onPress={() => setOpen(["first", "second"])} />
          {name === "second" ? (
            <>
              <button type="button" disabled={!hasSteps} onClick={() => setSteps(false)}>
                undo
              </button>
              <button type="button" onClick={() => setSteps(true)}>
                redo
              </button>
              <button type="button" onClick={() => setBusy(!isBusy)}>
                work
              </button>
              <input aria-label="words" disabled={isBusy} />
            </>
          ) : null}
        </Sheet>
      ))}
    </>
  );
}

const root = document.createElement("div");
document.body.append(root);
createRoot(root).render(<Sheets />);
