// The worker: a task comes in, layouts go out.

import type { Task } from "./layout";
import { placed } from "./placing";

addEventListener("message", ({ data }: MessageEvent<Task>) => {
  for (const layout of placed(data)) postMessage(layout);
});
