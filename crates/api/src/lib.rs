//! The programming interface under `/api/v1`: the same commands and queries as the pages, as JSON, for programs that show a
//! token of a person. No cookies, so no forged posts; every answer is described in `openapi.json`.

pub mod absences;
pub mod accountability;
pub mod act_body;
pub mod act_delivery;
pub mod act_parts;
pub mod act_read;
pub mod act_visit;
pub mod act_words;
pub mod acts;
pub mod appeals;
pub mod applicants;
pub mod assessments;
pub mod assessments_asked;
pub mod attendance;
pub mod bars;
mod base64;
pub mod behind;
pub mod boards;
pub mod body;
pub mod bounds;
pub mod bulletins;
pub mod calendar_days;
pub mod calendar_notices;
pub mod call;
pub mod came;
pub mod case_lists;
pub mod cases;
pub mod certificates;
pub mod certificates_asked;
pub mod complaints;
pub mod complaints_asked;
pub mod contacts;
pub mod decisions;
pub mod desk;
pub mod destruction;
pub mod disclosures;
pub mod disclosures_asked;
pub mod document;
pub mod drafts;
pub mod draw_acts;
pub mod draws;
pub mod fetch;
pub mod figures;
pub mod findings;
pub mod flow;
pub mod folder_list;
pub mod folders;
pub mod follow_ups;
pub mod habits;
pub mod hearing_asked;
pub mod hearings;
pub mod intake;
pub mod items;
pub mod later;
pub mod layout;
pub mod leavings;
pub mod marks;
pub mod open311;
pub mod operation;
pub mod orders;
pub mod outages;
pub mod own_complaints;
pub mod page;
pub mod paper_notices;
pub mod papers;
pub mod photographs;
pub mod problem;
pub mod rating_figures;
pub mod ratings;
pub mod reach;
pub mod readings;
pub mod receipts;
pub mod reconcile;
pub mod record;
pub mod refused;
pub mod reports;
pub mod round_acts;
pub mod rounds;
pub mod second_calls;
pub mod shown;
pub mod shown_items;
mod signed;
pub mod spots;
pub mod summaries;
pub mod surveys;
pub mod table;
pub mod table_cases;
pub mod table_desk;
pub mod table_eyes;
pub mod table_figures;
pub mod table_hall;
pub mod table_office;
pub mod table_oversight;
pub mod table_records;
pub mod track;
pub mod window_shown;
pub mod windows;
pub mod withdraw;
pub mod wording;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use web::app::App;
use web::app::programs::{Answers, Programs};

/// Where the interface begins.
pub const PREFIX: &str = "/api/v1";

/// Whether an address is one of the programming interface, which is answered with JSON also when it is wrong.
pub fn is_api(path: &str) -> bool {
    path.strip_prefix(PREFIX).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Bytes that the body of a request to this address may have, where the address has a bound of its own.
pub fn body_bytes_max(path: &str) -> Option<usize> {
    if orders::is_acted_on(path) {
        return Some(orders::ACTS_BYTES_MAX);
    }
    photographs::is_sent_to(path).then_some(photographs::BODY_BYTES_MAX)
}

/// Both interfaces for programs, to join to the pages: this one and Open311.
pub fn programs() -> Programs {
    Programs {
        routes: router().merge(open311::router()),
        answers: Answers {
            is_program: |path| is_api(path) || open311::is_open311(path),
            has_problems: is_api,
            panicked: problem::panicked,
        },
    }
}

/// The routes; those of [`operation::all`], and a test compares them.
pub fn router() -> Router<Arc<App>> {
    let api = Router::new()
        .route("/openapi.json", get(document::document))
        .route("/items", get(items::list))
        .route("/items/{item}", get(items::guide))
        .route("/calendar/days", get(calendar_days::list))
        .route("/track", post(track::track))
        .route("/track/withdraw-code", post(withdraw::send_code))
        .route("/track/withdraw", post(withdraw::withdraw))
        .route("/track/fetch", post(fetch::fetch))
        .route("/track/complaint", post(own_complaints::track))
        .route("/track/complaint/word", post(own_complaints::word))
        .route("/verify", post(papers::verify))
        .route("/cases", get(cases::list).post(intake::receive))
        .route("/drafts", get(drafts::list).post(drafts::save))
        .route("/drafts/{draft}", get(drafts::one))
        .route("/drafts/{draft}/acts", post(drafts::act))
        .route("/cases/{case}", get(cases::case))
        .route("/cases/{case}/acts", post(acts::act))
        .route("/cases/{case}/timeline", get(cases::timeline))
        .route("/cases/{case}/clocks", get(cases::clocks))
        .route("/cases/{case}/papers", get(papers::list))
        .route("/cases/{case}/papers/{paper}", get(papers::one))
        .route("/cases/{case}/folder", get(folders::one))
        .route("/cases/{case}/folder/acts", post(folders::act))
        .route("/certificates", get(certificates::list))
        .route("/certificates/{certificate}", get(certificates::one))
        .route("/certificates/{certificate}/acts", post(certificates::act))
        .route("/certificates/{certificate}/papers/{paper}", get(papers::of_certificate))
        .route("/find", post(case_lists::find))
        .route("/commitments", get(case_lists::commitments))
        .route("/folders", get(folder_list::list))
        .route("/older", get(case_lists::older))
        .route("/older/{item}", get(case_lists::older_of))
        .merge(counted())
        .merge(desks())
        .merge(eyes())
        .merge(hall())
        .merge(office())
        .merge(oversight())
        .merge(records())
        .method_not_allowed_fallback(problem::method_not_allowed)
        .fallback(problem::no_such_address);
    Router::new().nest(PREFIX, api).route("/api", get(page::page))
}

/// Figures, and the calendar on which they rest.
fn counted() -> Router<Arc<App>> {
    Router::new()
        .route("/figures", get(figures::of_period))
        .route("/figures/lights", get(figures::lights))
        .route("/figures/complaints", get(figures::complaints))
        .route("/figures/ratings", get(rating_figures::public))
        .route("/figures/rating-board", get(rating_figures::board))
        .route("/figures/board", get(boards::board))
        .route("/figures/stages", get(boards::stages))
        .route("/figures/flow/{item}", get(flow::of_item))
        .route("/figures/accountability", get(behind::matters))
        .route("/figures/later-cases", get(later::figures))
        .route("/calendar/notices", get(calendar_notices::list).post(calendar_notices::adopt))
        .route("/calendar/preview", post(calendar_notices::preview))
        .route("/calendar/what-if", post(calendar_notices::what_if))
}

/// What waits for a person, who is to be told on paper, and lost receipts.
fn desks() -> Router<Arc<App>> {
    Router::new()
        .route("/queues", get(desk::queues))
        .route("/office-waits", get(desk::beside))
        .route("/paper-notices", get(paper_notices::list))
        .route("/paper-notices/{notice}", get(paper_notices::one))
        .route("/paper-notices/{notice}/told", post(paper_notices::tell))
        .route("/receipts", post(receipts::reissue))
        .route("/receipts/find", post(applicants::receipts))
        .route("/applicants/find", post(applicants::find))
}

/// What was seen and by whom, and what supervision looks at besides.
fn eyes() -> Router<Arc<App>> {
    Router::new()
        .route("/cases/{case}/photographs", post(photographs::keep))
        .route("/cases/{case}/photographs/{photograph}", get(photographs::one))
        .route("/disclosures", get(disclosures::list))
        .route("/cases/{case}/disclosures", get(disclosures::of_case).post(disclosures_asked::register))
        .route("/cases/{case}/disclosures/{place}", get(disclosures::one))
        .route("/cases/{case}/disclosures/{place}/acts", post(disclosures_asked::act))
        .route("/cases/{case}/purpose", post(readings::say))
        .route("/cases/{case}/applicant", get(readings::applicant))
        .route("/my-readings", get(readings::mine))
        .route("/readings", get(readings::counts))
        .route("/readings/{day}", get(readings::of_person))
        .route("/appeals", get(appeals::list))
        .route("/habits", get(habits::list))
        .route("/assessments/{term}/counts/{count}", get(behind::of_count))
        .route("/reach", get(reach::one).post(reach::set))
}

/// What happens at the desks of the hall.
fn hall() -> Router<Arc<App>> {
    Router::new()
        .route("/contacts", get(contacts::list).post(contacts::record))
        .route("/contacts/{contact}", get(contacts::one))
        .route("/contacts/{contact}/acts", post(contacts::act))
        .route("/hearings", get(hearings::list))
        .route("/cases/{case}/hearing", get(hearings::one))
        .route("/cases/{case}/hearing/acts", post(hearings::act))
        .route("/bars", get(bars::list))
        .route("/cases/{case}/bar", get(bars::one))
        .route("/cases/{case}/bar/acts", post(bars::act))
        .route("/windows", get(windows::list))
        .route("/windows/{window}", get(windows::one))
        .route("/windows/{window}/acts", post(windows::act))
        .route("/settlements", get(windows::settlements))
        .route("/unsettled-days", get(windows::unsettled))
}

/// People, outages, the archive's lists and papers.
fn office() -> Router<Arc<App>> {
    Router::new()
        .route("/absences", get(absences::list).post(absences::enter))
        .route("/absences/{absence}", get(absences::one))
        .route("/absences/{absence}/acts", post(absences::act))
        .route("/covers", get(absences::covers))
        .route("/leavings", get(leavings::list).post(leavings::draw_up))
        .route("/leavings/{person}", get(leavings::one))
        .route("/leavings/{person}/acts", post(leavings::act))
        .route("/outages", get(outages::list).post(outages::act))
        .route("/outages/{outage}", get(outages::one))
        .route("/pads", get(outages::pads))
        .route("/pads/{pad}", get(outages::pad_one))
        .route("/destruction", get(destruction::list))
        .route("/destruction/{unit}", get(destruction::one))
        .route("/destruction/{unit}/acts", post(destruction::act))
        .route("/papers", get(wording::list))
        .route("/papers/{paper}", get(wording::one))
        .route("/papers/{paper}/acts", post(wording::act))
}

/// What supervision finds, what has to be answered, and the frozen figures.
fn oversight() -> Router<Arc<App>> {
    Router::new()
        .route("/bounds", get(bounds::list).post(bounds::set))
        .route("/reconcile", post(reconcile::compare))
        .route("/reconciliations", get(reconcile::list))
        .route("/reconciliations/{reconciliation}", get(reconcile::one))
        .route("/findings", get(findings::list).post(findings::write))
        .route("/findings/{finding}", get(findings::one))
        .route("/findings/{finding}/acts", post(findings::act))
        .route("/orders", get(orders::list).post(orders::issue))
        .route("/orders/{order}", get(orders::one))
        .route("/orders/{order}/acts", post(orders::act))
        .route("/orders/{order}/photographs/{photograph}", get(orders::photograph))
        .route("/complaints", get(complaints::list).post(complaints::enter))
        .route("/complaints/{complaint}", get(complaints::one))
        .route("/complaints/{complaint}/receipt", get(own_complaints::receipt))
        .route("/complaints/{complaint}/acts", post(complaints::act))
        .route("/accountability", get(accountability::list))
        .route("/accountability/{matter}", get(accountability::one))
        .route("/accountability/{matter}/acts", post(accountability::act))
        .route("/assessments", get(assessments::list))
        .route("/assessments/{term}", get(assessments::one))
        .route("/assessments/{term}/acts", post(assessments_asked::act))
        .route("/reports", get(reports::list))
        .route("/reports/{period}", get(reports::one))
        .route("/reports/{period}/acts", post(reports::act))
        .route("/attendance/{day}", get(attendance::one))
        .route("/attendance/{day}/acts", post(attendance::act))
}

/// What supervision keeps besides: ratings, draws, rounds, surveys, summaries, bulletins, follow-ups and spot checks.
fn records() -> Router<Arc<App>> {
    Router::new()
        .route("/ratings", get(ratings::list))
        .route("/ratings/{rating}", get(ratings::one))
        .route("/ratings/{rating}/acts", post(ratings::act))
        .route("/ratings/{rating}/second-call", post(second_calls::write))
        .route("/decisions", get(decisions::list))
        .route("/draws", get(draws::list))
        .route("/draws/{draw}", get(draws::one))
        .route("/oversight/draws", post(draw_acts::announce))
        .route("/oversight/draws/{draw}", get(draws::record))
        .route("/oversight/draws/{draw}/acts", post(draw_acts::act))
        .route("/inspections", get(rounds::list).post(round_acts::plan))
        .route("/inspections/{round}", get(rounds::one))
        .route("/inspections/{round}/acts", post(round_acts::act))
        .route("/oversight/inspections/usual", post(round_acts::plan_usual))
        .route("/surveys", get(surveys::list).post(surveys::write))
        .route("/surveys/{survey}", get(surveys::one))
        .route("/surveys/{survey}/acts", post(surveys::act))
        .route("/summaries", get(summaries::list))
        .route("/summaries/{unit}", get(summaries::one))
        .route("/summaries/{unit}/acts", post(summaries::act))
        .route("/bulletins", get(bulletins::list))
        .route("/bulletins/{period}", get(bulletins::one))
        .route("/oversight/bulletins", get(bulletins::inside))
        .route("/oversight/bulletins/{period}", get(bulletins::inside_one))
        .route("/oversight/bulletins/{period}/acts", post(bulletins::act))
        .route("/follow-ups", get(follow_ups::list).post(follow_ups::write))
        .route("/spots", get(spots::list).post(spots::begin))
        .route("/spots/{spot}", get(spots::one))
        .route("/spots/{spot}/acts", post(spots::act))
        .route("/spots/{spot}/hall", get(spots::hall))
        .route("/spots/{spot}/cases/{place}", get(spots::case))
}
