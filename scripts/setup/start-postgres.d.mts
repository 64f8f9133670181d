/** A PostgreSQL of our own, with what to reach it by. */
export function startPostgres(options: {
  log: string
  keepsWhatItSays?: boolean
}): Promise<{ url: string; stop(): Promise<void>; kill(): void }>
