import './index.js'

// Temporal notes where each promise of a procedure was made, line by line of its source: with ten lines each, that took a third of what a replay does.
Error.stackTraceLimit = 1
