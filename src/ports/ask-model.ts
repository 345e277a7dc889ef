import { createDeadline } from "../domain/deadline.js";
import type { Run } from "../domain/run.js";
import type { ChatModel } from "./chat-model.js";
import type { ModelTask } from "./model-task.js";

/**
 * A model's answer to a task within a time; null when there is none that can be read. What was paid is counted in the run.
 * @throws what the model threw, once the run itself has been given up
 */
export async function askModel<Input, Output>(
  chatModel: ChatModel,
  task: ModelTask<Input, Output>,
  input: Input,
  { timeoutMs, run }: { timeoutMs: number; run: Run },
): Promise<Output | null> {
  const { maxTokens, jsonSchema } = task;
  const usage = { promptTokens: 0, completionTokens: 0, llmCalls: 1 };
  const deadline = createDeadline(timeoutMs, run.signal);
  const { signal } = deadline;
  try {
    const call = chatModel.complete(task.messages(input), { signal, maxTokens, temperature: 0, jsonSchema });
    const completion = await Promise.race([call, aborted(signal)]);
    usage.promptTokens = completion.promptTokens ?? 0;
    usage.completionTokens = completion.completionTokens ?? 0;
    return task.parse(completion.text);
  } catch (error) {
    if (run.signal.aborted) throw error;
    return null;
  } finally {
    run.spend(usage);
    deadline.clear();
  }
}

/** Rejects with the signal's reason: a model that minds no signal is not waited for either. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });
}
