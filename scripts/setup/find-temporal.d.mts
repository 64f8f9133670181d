/** The path of Temporal's command line program, which is got where there is none. */
export function findTemporal(): Promise<string>
