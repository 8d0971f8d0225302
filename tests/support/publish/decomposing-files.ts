import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";
import type { OpenHow, RemoteEntry, RemoteFile } from "#engine/publish/base/remote-files.ts";

/**
 * Local files that behave as on an old Apple server with the file system HFS+.
 * File names are stored and listed in Unicode form NFD, even if they were written in another form.
 * The folder's name must be ASCII.
 */
export class DecomposingFiles extends LocalFiles {
  override open(path: string, how: OpenHow, mode?: number): Promise<RemoteFile> {
    return super.open(path.normalize("NFD"), how, mode);
  }

  override replace(from: string, to: string): Promise<void> {
    return super.replace(from.normalize("NFD"), to.normalize("NFD"));
  }

  override rename(from: string, to: string): Promise<void> {
    return super.rename(from.normalize("NFD"), to.normalize("NFD"));
  }

  override mkdir(path: string, mode: number): Promise<void> {
    return super.mkdir(path.normalize("NFD"), mode);
  }

  override chmod(path: string, mode: number): Promise<void> {
    return super.chmod(path.normalize("NFD"), mode);
  }

  override lstat(path: string): Promise<RemoteEntry> {
    return super.lstat(path.normalize("NFD"));
  }

  override readdir(path: string): Promise<ReadonlyMap<string, RemoteEntry>> {
    return super.readdir(path.normalize("NFD"));
  }

  override remove(path: string): Promise<void> {
    return super.remove(path.normalize("NFD"));
  }

  override rmdir(path: string): Promise<void> {
    return super.rmdir(path.normalize("NFD"));
  }

  override realpath(path: string): Promise<string> {
    return super.realpath(path.normalize("NFD"));
  }
}
