import fc from 'fast-check'

// Made-up cases are the same in every run, so that a run says something about the code; FC_SEED=… looks at others.
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20261128) })
