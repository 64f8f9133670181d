export function temporalOptions(file: string): string[]
