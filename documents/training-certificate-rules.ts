import { isCertificateRule } from '../domain/training-certificate/rules.js'
import { commonKey, type KeyOfRule } from './reasons.js'

/** The key of the sentence of a rule that decided about a training certificate. */
export const certificateKey: KeyOfRule = (rule) =>
  isCertificateRule(rule) ? `trainingCertificate:rules.${rule}` : commonKey(rule)
