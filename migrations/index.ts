import type { Knex } from 'knex'
import * as employers from './01_employers.js'
import * as users from './02_users.js'
import * as mandates from './03_mandates.js'
import * as sessions from './04_sessions.js'
import * as rateLimits from './05_rate_limits.js'
import * as employees from './06_employees.js'
import * as employments from './07_employments.js'
import * as children from './08_children.js'
import * as mutations from './09_mutations.js'
import * as tasks from './10_tasks.js'
import * as entitlements from './11_entitlements.js'
import * as documents from './12_documents.js'
import * as messages from './13_messages.js'
import * as notices from './14_notices.js'
import * as outbox from './15_outbox.js'
import * as audit from './16_audit.js'
import * as mailbox from './17_mailbox.js'
import * as amendments from './18_amendments.js'
import * as stoppedEntitlements from './19_stopped_entitlements.js'
import * as subjects from './20_subjects.js'
import * as archivedMessages from './21_archived_messages.js'
import * as userPhones from './22_user_phones.js'
import * as recoveryCodes from './23_recovery_codes.js'
import * as passkeys from './24_passkeys.js'
import * as invitations from './25_invitations.js'
import * as resetLinks from './26_reset_links.js'
import * as challenges from './27_challenges.js'
import * as passwordTries from './28_password_tries.js'
import * as accountMails from './29_account_mails.js'
import * as outboxOfAccounts from './30_outbox_of_accounts.js'
import * as mandateRights from './31_mandate_rights.js'
import * as changes from './32_changes.js'
import * as births from './33_births.js'
import * as statements from './34_statements.js'
import * as auditByEmployer from './35_audit_by_employer.js'
import * as declarations from './36_declarations.js'
import * as declarationParts from './37_declaration_parts.js'
import * as declarationFindings from './38_declaration_findings.js'
import * as declarationCorrections from './39_declaration_corrections.js'
import * as partLinks from './40_part_links.js'
import * as mutationSubjects from './44_mutation_subjects.js'
import * as campaigns from './45_campaigns.js'
import * as outboxPriority from './46_outbox_priority.js'
import * as rowSecurity from './47_row_security.js'
import * as deadlines from './49_deadlines.js'
import * as extensions from './50_extensions.js'
import * as onAccount from './51_on_account.js'
import * as severalEmployers from './65_several_employers.js'
import * as staffIdentities from './70_staff_identities.js'
import * as activeContent from './71_active_content.js'
import * as personKeys from './75_person_keys.js'
import * as retention from './76_retention.js'
import * as receipts from './80_receipts.js'
import * as systems from './85_systems.js'
import * as webhooks from './86_webhooks.js'
import * as events from './87_events.js'
import * as sealedAs from './88_sealed_as.js'
import * as favourites from './90_favourites.js'
import * as savedLists from './91_saved_lists.js'
import * as userChoices from './92_user_choices.js'
import * as heldNotices from './93_held_notices.js'
import * as setupChanges from './94_setup_changes.js'
import * as followUps from './98_follow_ups.js'
import * as caseNotes from './99_case_notes.js'
import * as office from './100_office.js'
import * as workload from './101_workload.js'
import * as operations from './102_operations.js'
import * as staffImports from './103_staff_imports.js'
import * as messageGists from './104_message_gists.js'
import * as mailings from './105_mailings.js'
import * as waysIn from './106_ways_in.js'
import * as deskChanges from './107_desk_changes.js'
import * as outboxTraces from './108_outbox_traces.js'
import * as peopleWords from './109_people_words.js'
import * as searches from './110_searches.js'
import * as inOrder from './111_in_order.js'
import * as openTasks from './112_open_tasks.js'
import * as ofAPerson from './113_of_a_person.js'
import * as deskWords from './114_desk_words.js'
import * as filedPapers from './115_filed_papers.js'
import * as taskMoves from './116_task_moves.js'
import * as officeFavourites from './117_office_favourites.js'
import * as mailingWords from './118_mailing_words.js'
import * as memberIdentities from './119_member_identities.js'
import * as reportsOnWages from './120_reports_on_wages.js'
import * as withdrawalChanges from './121_withdrawal_changes.js'

const steps = {
  '01_employers': employers,
  '02_users': users,
  '03_mandates': mandates,
  '04_sessions': sessions,
  '05_rate_limits': rateLimits,
  '06_employees': employees,
  '07_employments': employments,
  '08_children': children,
  '09_mutations': mutations,
  '10_tasks': tasks,
  '11_entitlements': entitlements,
  '12_documents': documents,
  '13_messages': messages,
  '14_notices': notices,
  '15_outbox': outbox,
  '16_audit': audit,
  '17_mailbox': mailbox,
  '18_amendments': amendments,
  '19_stopped_entitlements': stoppedEntitlements,
  '20_subjects': subjects,
  '21_archived_messages': archivedMessages,
  '22_user_phones': userPhones,
  '23_recovery_codes': recoveryCodes,
  '24_passkeys': passkeys,
  '25_invitations': invitations,
  '26_reset_links': resetLinks,
  '27_challenges': challenges,
  '28_password_tries': passwordTries,
  '29_account_mails': accountMails,
  '30_outbox_of_accounts': outboxOfAccounts,
  '31_mandate_rights': mandateRights,
  '32_changes': changes,
  '33_births': births,
  '34_statements': statements,
  '35_audit_by_employer': auditByEmployer,
  '36_declarations': declarations,
  '37_declaration_parts': declarationParts,
  '38_declaration_findings': declarationFindings,
  '39_declaration_corrections': declarationCorrections,
  '40_part_links': partLinks,
  '44_mutation_subjects': mutationSubjects,
  '45_campaigns': campaigns,
  '46_outbox_priority': outboxPriority,
  '47_row_security': rowSecurity,
  '49_deadlines': deadlines,
  '50_extensions': extensions,
  '51_on_account': onAccount,
  '65_several_employers': severalEmployers,
  '70_staff_identities': staffIdentities,
  '71_active_content': activeContent,
  '75_person_keys': personKeys,
  '76_retention': retention,
  '80_receipts': receipts,
  '85_systems': systems,
  '86_webhooks': webhooks,
  '87_events': events,
  '88_sealed_as': sealedAs,
  '90_favourites': favourites,
  '91_saved_lists': savedLists,
  '92_user_choices': userChoices,
  '93_held_notices': heldNotices,
  '94_setup_changes': setupChanges,
  '98_follow_ups': followUps,
  '99_case_notes': caseNotes,
  '100_office': office,
  '101_workload': workload,
  '102_operations': operations,
  '103_staff_imports': staffImports,
  '104_message_gists': messageGists,
  '105_mailings': mailings,
  '106_ways_in': waysIn,
  '107_desk_changes': deskChanges,
  '108_outbox_traces': outboxTraces,
  '109_people_words': peopleWords,
  '110_searches': searches,
  '111_in_order': inOrder,
  '112_open_tasks': openTasks,
  '113_of_a_person': ofAPerson,
  '114_desk_words': deskWords,
  '115_filed_papers': filedPapers,
  '116_task_moves': taskMoves,
  '117_office_favourites': officeFavourites,
  '118_mailing_words': mailingWords,
  '119_member_identities': memberIdentities,
  '120_reports_on_wages': reportsOnWages,
  '121_withdrawal_changes': withdrawalChanges,
} satisfies Record<string, Knex.Migration>

type Name = keyof typeof steps

/** The migrations in order. Listed by name, so that a compiled portal finds them as well. */
export const migrationSource: Knex.MigrationSource<Name> = {
  getMigrations: async () => Object.keys(steps) as Name[],
  getMigrationName: (name) => name,
  getMigration: async (name) => steps[name],
}
