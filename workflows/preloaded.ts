import './index.js'

// Temporal notes where each promise of a procedure was made, line by line of its source: with ten lines each, that took half of a worker's processor.
Error.stackTraceLimit = 1
