import { Worker } from '@temporalio/worker'

/** What a workflow did, as Temporal keeps it. */
export type Recorded = Parameters<typeof Worker.runReplayHistories>[1] extends
  | Iterable<infer One>
  | AsyncIterable<infer One>
  ? One
  : never

/** Procedures as their source, or as one file that was made of it. */
export type Procedures = { workflowsPath: string } | { workflowBundle: { codePath: string } }

/**
 * Lets these procedures run through what cases have done before. Answers what would break, `<workflow id>: <reason>`: a case
 * whose history a procedure would no longer write stands still as soon as the release is out.
 */
export async function wouldBreak(
  procedures: Procedures,
  recorded: Iterable<Recorded> | AsyncIterable<Recorded>,
): Promise<string[]> {
  const broken: string[] = []
  for await (const { workflowId, error } of Worker.runReplayHistories(procedures, recorded))
    if (error) broken.push(`${workflowId}: ${error.message}`)
  return broken
}
