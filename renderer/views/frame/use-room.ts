import { useSyncExternalStore } from "react";
import { currentRoom, onRoomChange, type Room } from "../../state/room.ts";

/** Returns how many panes fit into the window at its current size. */
export function useRoom(): Room {
  return useSyncExternalStore(onRoomChange, currentRoom);
}
