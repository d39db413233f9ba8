//! The days each text was in force, listed once more apart from the files: a date lost or mistyped there fails here. Checked by
//! hand against the instruments' own provisions on their entry into force.

use super::*;

/// Statute, articles (all when empty), first day, last day.
const WINDOWS: &[(&str, &str, &str, &str)] = &[
    ("administrative_litigation", "", "2017-07-01", ""),
    ("administrative_penalty", "", "2021-07-15", ""),
    ("administrative_reconsideration", "", "2024-01-01", ""),
    ("affray_interpretation", "", "2013-07-22", ""),
    ("app_necessary_information", "", "2021-05-01", ""),
    ("app_violation_method", "", "2019-11-28", ""),
    ("arbitration", "", "2026-03-01", ""),
    ("bank_card_rules", "", "2021-05-25", ""),
    ("bank_complaint_measures", "", "2020-03-01", ""),
    ("bank_consumer_protection_measures", "", "2023-03-01", ""),
    ("bank_report_measures", "", "2020-03-01", ""),
    ("case_filing_rules", "", "2015-05-01", ""),
    ("cash_loan_notice", "", "2017-12-01", ""),
    ("cba_collection_guideline_2026", "", "2026-01-30", ""),
    ("civil_code", "", "2021-01-01", ""),
    ("civil_code_time_effect", "", "2021-01-01", ""),
    ("civil_evidence_rules", "", "2020-05-01", ""),
    ("civil_procedure", "", "2024-01-01", ""),
    ("civil_procedure_interpretation", "", "2022-04-10", ""),
    ("consumer_finance_measures", "", "2024-04-18", ""),
    ("consumer_harm_penalty_measures", "", "2020-10-23", ""),
    ("consumer_protection", "", "2014-03-15", ""),
    ("consumer_protection_regulation", "", "2024-07-01", ""),
    ("consumption_restriction", "", "2015-07-22", ""),
    ("contract_general_interpretation", "", "2023-12-05", ""),
    ("credit_card_crime_interpretation", "", "2018-12-01", ""),
    ("credit_card_measures", "", "2011-01-13", ""),
    ("credit_reporting_regulation", "", "2013-03-15", ""),
    ("criminal_law", "12 245 266 279", "1997-10-01", ""),
    ("criminal_law", "196", "2005-02-28", ""),
    ("criminal_law", "225", "2009-02-28", ""),
    ("criminal_law", "274 293", "2011-05-01", ""),
    ("criminal_law", "246 253-1 280", "2015-11-01", ""),
    ("criminal_law", "293-1", "2021-03-01", ""),
    ("criminal_procedure", "", "2018-10-26", ""),
    ("cybersecurity", "12 13 14 15 21 22 23 24 40 41 42 43 44 45 46 47 48 49 50 51 64 67 68 71 74 76 78", "2017-06-01", "2025-12-31"),
    ("cybersecurity", "12 13 14 15 21 22 23 24 40 41 42 43 44 45 46 47 48 49 50 51 64 67 68 71 74 76 78", "2026-01-01", ""),
    ("defaulter_list", "", "2017-05-01", ""),
    ("electronic_signature", "", "2019-04-23", ""),
    ("element_pleading_notice", "", "2025-07-14", ""),
    ("extortion_interpretation", "", "2013-04-27", ""),
    ("finance_trial_opinion", "", "2017-08-04", ""),
    ("gbt_45251_2025", "", "2025-02-28", ""),
    ("illegal_lending_opinion", "", "2019-10-21", ""),
    ("internet_courts_jurisdiction_2025", "", "2025-11-01", ""),
    ("internet_courts_rules", "", "2018-09-07", ""),
    ("internet_loan_measures", "", "2020-07-12", ""),
    ("legal_aid", "", "2022-01-01", ""),
    ("legislation_law", "", "2023-03-15", ""),
    ("limitation_rules", "", "2021-01-01", ""),
    ("litigation_fees", "", "2007-04-01", ""),
    ("loan_cost_disclosure_rules", "", "2026-08-01", ""),
    ("loan_facilitation_notice", "", "2025-10-01", ""),
    ("market_complaint_measures", "", "2022-05-01", ""),
    ("mental_distress_interpretation", "", "2021-01-01", ""),
    ("network_data_regulation", "", "2025-01-01", ""),
    ("nifa_convention_2018", "", "2018-03-28", ""),
    ("nifa_postloan_guideline_2024", "", "2024-05-15", "2025-02-27"),
    ("notarization", "", "2018-01-01", ""),
    ("online_defamation_interpretation", "", "2013-09-10", ""),
    ("online_litigation_rules", "", "2021-08-01", ""),
    ("online_personality_rights_rules", "", "2021-01-01", ""),
    ("pboc_consumer_measures", "", "2020-11-01", ""),
    ("personal_information_protection", "", "2021-11-01", ""),
    ("petition_regulation", "", "2022-05-01", ""),
    ("pii_crime_interpretation", "", "2017-06-01", ""),
    ("police_admin_procedure", "", "2020-08-06", ""),
    ("private_lending_interpretation", "", "2021-01-01", ""),
    ("private_lending_scope_reply", "", "2021-01-01", ""),
    ("public_security_punishment", "22 25 26 30 40 42 47 49 50 51 52 56 58 62 63 77 78 90 99 118", "2013-01-01", "2025-12-31"),
    ("public_security_punishment", "22 25 26 30 40 42 47 49 50 51 52 56 58 62 63 77 78 90 99 118 141", "2026-01-01", ""),
    ("small_loan_cost_guideline", "", "2025-12-24", ""),
    ("small_loan_measures", "", "2025-01-17", ""),
    ("soft_violence_opinion", "", "2019-04-09", ""),
    ("telecom_appeal_measures", "", "2016-07-30", ""),
    ("telecom_regulation", "", "2016-02-06", ""),
];

#[test]
fn every_text_is_in_force_on_the_days_listed_here() {
    let law = law();
    let mut wrong = Vec::new();
    for (statute, text) in law.texts() {
        let until = text.until.map(|u| u.to_string()).unwrap_or_default();
        let listed = WINDOWS.iter().any(|(id, articles, from, last)| {
            *id == statute.id && (articles.is_empty() || articles.split(' ').any(|a| a == text.article)) && *from == text.from.to_string() && *last == until
        });
        if !listed {
            wrong.push(format!("{}/{} {} {until}", statute.id, text.article, text.from));
        }
    }
    // Whole statutes are listed once for all their articles; the others article by article.
    for (id, articles, from, last) in WINDOWS {
        let first = day(from);
        let of_window = |t: &&Text| t.from == first && t.until.map(|u| u.to_string()).unwrap_or_default() == *last;
        let there = |article: &str| law.under_number(id, article).any(|t| of_window(&t));
        let missing: Vec<&str> = articles.split(' ').filter(|a| !a.is_empty() && !there(a)).collect();
        if !missing.is_empty() || articles.is_empty() && !law.statute(id).is_some_and(|s| s.texts.iter().all(|t| of_window(&t))) {
            wrong.push(format!("{id} {from} {last}: {missing:?}"));
        }
    }
    assert!(wrong.is_empty(), "not as listed (a new text is listed here too):\n{}", wrong.join("\n"));
}
