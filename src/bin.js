#!/usr/bin/env node
// The published command: TypeScript is compiled on the fly, so there is no build step.
import { register } from "tsx/esm/api";

register();
await import("./main.ts");
