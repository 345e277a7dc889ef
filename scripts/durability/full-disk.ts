import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { copyFolder } from "./damage-folders.js";

/** Lets `work` use a copy of the folder on a file system of its own that has no room left: needs Linux and root. */
export async function withFullDisk<T>(
  folder: string,
  mountPoint: string,
  work: (directory: string) => Promise<T>,
): Promise<T | "not possible here"> {
  const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size + 4_096, 0);
  mkdirSync(mountPoint);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${bytes + 64 * 1024}`, "tmpfs", mountPoint], { stdio: "ignore" });
  } catch {
    return "not possible here";
  }
  try {
    const directory = join(mountPoint, "index");
    copyFolder(folder, directory);
    fill(join(mountPoint, "filler"));
    return await work(directory);
  } finally {
    execFileSync("umount", ["-l", mountPoint]);
  }
}

function fill(path: string): void {
  try {
    for (;;) writeFileSync(path, Buffer.alloc(4_096), { flag: "a" });
  } catch {
    // No room left, as wanted.
  }
}
