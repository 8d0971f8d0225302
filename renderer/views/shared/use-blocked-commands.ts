import { useEffect } from "react";
import { useApp } from "../../state/app.ts";

/** Keeps commands from running while a sheet is open, because a command could discard what is entered in it. */
export function useBlockedCommands(): void {
  const { workspace } = useApp();
  useEffect(() => {
    workspace.block(true);
    return () => workspace.block(false);
  }, [workspace]);
}
